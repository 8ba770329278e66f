// The numbers of scoring/weights.py, in the kernel's own type; what each means stands there.
#pragma once

namespace ostrakon {

// Points (of agreement, of score) between which the score runs straight.
struct Scale {
  static constexpr int POINTS = 7;
  double from[POINTS], to[POINTS];

  double of(double agreement) const {
    for (int i = 1; i < POINTS; ++i)
      if (agreement <= from[i]) return to[i - 1] + (to[i] - to[i - 1]) * (agreement - from[i - 1]) / (from[i] - from[i - 1]);
    return to[POINTS - 1];
  }
};

struct Weights {
  // one word against another
  double translated, adjective, alike, alike_unvowelled, short_words, glued_article, initial, initial_says, cut_short, cut_off, cut_share, shortest_cut, least_alike, steepness;
  // how much a word says
  double least_names, common_names, ordinary, particle, title, title_of_thing, generic, legal_form;
  // one name against another
  double query_share_person, query_share_thing, conflict, written_together, two_for_one;
  double whole_name, other_family, one_word_of_several, different_numbers, additional_number, little_evidence_person, little_evidence_thing;
  double enough_evidence_person, enough_evidence_thing;
  Scale person_scale, thing_scale;
  double weak_alias, weak_alias_of_one_word;
};

}  // namespace ostrakon
