// One name against another: words paired, weighed by rarity, left-overs charged on both sides.
#pragma once
#include <cmath>
#include <string>

#include "words.hpp"

namespace ostrakon {

constexpr int MOST_WORDS = 64;

struct WeighedWord {
  Word word;
  double rarity;  // natural logarithm of one name in how many holds the word
};

// What is compared decides what its words are: a title counts little beside a person's name, a legal
// form little beside a company's.
enum class Reading { PERSON, COMPANY, CRAFT };

struct Pair {
  uint8_t asked, asked_count, listed, listed_count;  // first word and how many neighbours
  double similarity;
};

struct Compared {
  double score = 0;
  double asked_share = 0, listed_share = 0;  // of each name's weight that the other accounts for
  double evidence = 0;                       // weight that agrees, in the unit of rarity
  double conflict = 0;                       // share left over on both sides
  double commonness = 0;                     // share taken off because common words agree by chance
  bool one_word = false, different_numbers = false, additional_number = false;
  bool written_together = false, other_family = false;
  int pairs_count = 0;
  Pair pairs[MOST_WORDS];
};

// A name as one reading sees it.
struct ReadName {
  int count = 0;
  Word words[MOST_WORDS];
  double weight[MOST_WORDS];

  // The first letters of the name without its blanks; a word longer than that is cut as well.
  int written_together(char (&out)[MOST_LETTERS]) const {
    int n = 0;
    for (int i = 0; i < count && n < MOST_LETTERS; ++i) {
      int take = std::min<int>(words[i].length, MOST_LETTERS - n);
      std::memcpy(out + n, words[i].text, take), n += take;
    }
    return n;
  }
};

// A name that leaves its vowels out ("Vldmr Ptn"): one long word does, or two; one short word alone is
// an acronym as often as not.
inline void mark_bare(ReadName& name) {
  int bare = 0;
  for (int i = 0; i < name.count; ++i) {
    name.words[i].bare = name.words[i].role != NUMBER && is_bare(name.words[i]);
    bare += name.words[i].bare;
  }
  for (int i = 0; i < name.count; ++i) name.words[i].bare = name.words[i].bare && (bare >= 2 || name.words[i].length >= 4);
}

inline void read_name(const WeighedWord* words, int count, Reading reading, const Weights& weights, ReadName& out) {
  out.count = std::min(count, MOST_WORDS);
  bool any_word = false;
  for (int i = 0; i < out.count; ++i) {
    Word word = words[i].word;
    double share = 1.0;
    if (reading == Reading::PERSON) {
      word.form = word.sense = 0;
      if (word.role == TITLE || word.role == NUMBER) share = weights.title;
    } else {
      if (word.form) share = weights.legal_form;
      else if (word.role == TITLE) share = weights.title_of_thing;
      else if (word.role == GENERIC) share = weights.generic;
    }
    if (word.role == GENERIC) word.role = WORD, word.generic = reading != Reading::PERSON;
    if (word.role == PARTICLE) share = weights.particle;
    any_word = any_word || share == 1.0;
    out.words[i] = word;
    out.weight[i] = words[i].rarity * share;
  }
  if (any_word) return;
  for (int i = 0; i < out.count; ++i) {  // a name of small words alone ("THE"): they are all there is
    out.weight[i] = words[i].rarity;
    if (out.words[i].role != NUMBER) out.words[i].role = WORD;
  }
}

struct Option {
  Pair pair;
  double worth;
};

// Best pairs first; each word is in one pair at most.
inline void choose(Option* options, int count, Compared& out) {
  std::sort(options, options + count, [](const Option& a, const Option& b) {
    if (a.worth != b.worth) return a.worth > b.worth;
    if (a.pair.asked != b.pair.asked) return a.pair.asked < b.pair.asked;
    if (a.pair.listed != b.pair.listed) return a.pair.listed < b.pair.listed;
    return a.pair.asked_count + a.pair.listed_count < b.pair.asked_count + b.pair.listed_count;
  });
  bool used_asked[MOST_WORDS] = {}, used_listed[MOST_WORDS] = {};
  out.pairs_count = 0;
  for (int k = 0; k < count; ++k) {
    const Pair& pair = options[k].pair;
    bool free = true;
    for (int i = 0; i < pair.asked_count; ++i) free = free && !used_asked[pair.asked + i];
    for (int j = 0; j < pair.listed_count; ++j) free = free && !used_listed[pair.listed + j];
    if (!free) continue;
    for (int i = 0; i < pair.asked_count; ++i) used_asked[pair.asked + i] = true;
    for (int j = 0; j < pair.listed_count; ++j) used_listed[pair.listed + j] = true;
    out.pairs[out.pairs_count++] = pair;
  }
}

// Two neighbours written as one word, with room for its letters and sounds.
struct Joined {
  char text[2 * MOST_LETTERS];
  char sounds[4 * MOST_LETTERS];
  Word word;

  // Whether `target` can be the two written together: about as long, of about the same consonants.
  static bool can_be(const Word& one, const Word& other, const Word& target) {
    int longer = target.length - one.length - other.length;  // by vowels that one side may leave out
    int most = (one.unvowelled || other.unvowelled) != target.unvowelled ? 6 : 2;
    return std::abs(longer) <= most &&
           __builtin_popcount((one.consonants | other.consonants) ^ target.consonants) <= 2;
  }

  bool of(const Word& one, const Word& other) {
    int length = one.length + other.length;
    if (length > MOST_LETTERS || one.form || other.form) return false;
    if (one.role == NUMBER || other.role == NUMBER) return false;
    std::memcpy(text, one.text, one.length);
    std::memcpy(text + one.length, other.text, other.length);
    int heard = encode_sounds(text, length, sounds);
    word = Word{text, sounds, consonants_of(sounds, heard), static_cast<uint8_t>(length), static_cast<uint8_t>(heard),
                WORD, 0, static_cast<uint8_t>(one.unvowelled || other.unvowelled)};
    return true;
  }
};

// Share of equal letters of two names written without blanks, for names that lost all of theirs.
inline double together(const ReadName& asked, const ReadName& listed) {
  uint32_t kinds = 0, other_kinds = 0;
  int letters = 0, other_letters = 0;
  for (int i = 0; i < asked.count; ++i) kinds |= asked.words[i].consonants, letters += asked.words[i].length;
  for (int j = 0; j < listed.count; ++j) other_kinds |= listed.words[j].consonants, other_letters += listed.words[j].length;
  bool cut = letters >= MOST_LETTERS && other_letters >= MOST_LETTERS;
  if ((std::abs(letters - other_letters) > 3 && !cut) || __builtin_popcount(kinds ^ other_kinds) > 2) return 0;
  char a[MOST_LETTERS], b[MOST_LETTERS];
  int na = asked.written_together(a), nb = listed.written_together(b);
  if (na < 5 || nb < 5 || std::abs(na - nb) > 3) return na == nb && std::memcmp(a, b, na) == 0 ? 1.0 : 0.0;
  if (!digits_agree({a, static_cast<size_t>(na)}, {b, static_cast<size_t>(nb)})) return 0;
  int cost = written_distance(a, na, b, nb);
  return std::max(0.0, 1.0 - cost / (100.0 * std::max(na, nb)));
}

inline double agreement(double similarity, const Weights& weights) {
  return similarity >= 1.0 ? 1.0 : std::pow(similarity, weights.steepness);
}

// Whether the last word asked for is the beginning of `listed`, as where a field was too short.
inline bool cut_off(const ReadName& asked, int i, const Word& listed) {
  const Word& word = asked.words[i];
  return i >= 2 && i + 1 == asked.count && word.length >= 2 && word.length < listed.length && word.role != NUMBER &&
         std::memcmp(word.text, listed.text, word.length) == 0;
}

// Two names on their way to a score, one step after the other.
class Comparing {
 public:
  Comparing(const ReadName& asked, const ReadName& listed, Reading reading, const Weights& weights, Compared& out)
      : asked(asked), listed(listed), reading(reading), weights(weights), out(out) {}

  // `similar(i, j)` gives the similarity of a word of `asked` and one of `listed`.
  template <typename Similar>
  void run(Similar similar) {
    pair_words(similar);
    poor = something_left();
    if (poor) pair_neighbours();
    weigh();
    apply_rules();
    discount_common_words();
    scale();
  }

 private:
  const ReadName& asked;
  const ReadName& listed;
  Reading reading;
  const Weights& weights;
  Compared& out;

  int count = 0;
  bool left_asked[MOST_WORDS], left_listed[MOST_WORDS];
  Option options[MOST_WORDS * MOST_WORDS];
  double score = 0;
  bool numbers_asked = false, numbers_listed = false;
  bool family_agrees = false, family_left = false;
  bool poor = false;  // words were left over when each stood for one alone
  bool whole = true;  // every word of both names is the same word
  int words_asked = 0, words_listed = 0;

  bool is_person() const { return reading == Reading::PERSON; }

  template <typename Similar>
  void pair_words(Similar similar) {
    for (int i = 0; i < asked.count; ++i)
      for (int j = 0; j < listed.count; ++j) {
        double alike = similar(i, j);
        if (alike < weights.cut_off && cut_off(asked, i, listed.words[j])) alike = weights.cut_off;
        offer(i, 1, j, 1, alike);
      }
    take_best();
  }

  // Two neighbours may stand for one word.
  void pair_neighbours() {
    Joined joined;
    int before = count;
    for (int i = 0; i + 1 < asked.count; ++i) {
      if (!left_asked[i] && !left_asked[i + 1]) continue;
      for (int j = 0; j < listed.count; ++j) {
        if (!Joined::can_be(asked.words[i], asked.words[i + 1], listed.words[j])) continue;
        if (!joined.of(asked.words[i], asked.words[i + 1])) continue;
        double worth = similarity(joined.word, listed.words[j], weights) * weights.two_for_one;
        if (worth > LEAST_FOR_TWO) offer(i, 2, j, 1, worth);
      }
    }
    for (int j = 0; j + 1 < listed.count; ++j) {
      if (!left_listed[j] && !left_listed[j + 1]) continue;
      for (int i = 0; i < asked.count; ++i) {
        if (!Joined::can_be(listed.words[j], listed.words[j + 1], asked.words[i])) continue;
        if (!joined.of(listed.words[j], listed.words[j + 1])) continue;
        double worth = similarity(asked.words[i], joined.word, weights) * weights.two_for_one;
        if (worth > LEAST_FOR_TWO) offer(i, 1, j, 2, worth);
      }
    }
    if (count > before) take_best();
  }

  void offer(int i, int ni, int j, int nj, double similarity) {
    if (similarity <= 0 || count == MOST_WORDS * MOST_WORDS) return;
    // A letter on the list stands for a word only in a person's name.
    if (nj == 1 && listed.words[j].length == 1 && asked.words[i].length > 1 && !is_person()) return;
    double weight = std::min(asked.weight[i], listed.weight[j]);
    for (int k = 1; k < ni; ++k) weight = std::max(weight, asked.weight[i + k]);
    for (int k = 1; k < nj; ++k) weight = std::max(weight, listed.weight[j + k]);
    Pair pair{static_cast<uint8_t>(i), static_cast<uint8_t>(ni), static_cast<uint8_t>(j), static_cast<uint8_t>(nj), similarity};
    // Equal words first; among equally good ones the weightier, then those in the same place.
    options[count++] = {pair, agreement(similarity, weights) + 0.001 * weight - 0.0001 * std::abs(i - j)};
  }

  void take_best() {
    choose(options, count, out);
    std::fill_n(left_asked, asked.count, true), std::fill_n(left_listed, listed.count, true);
    for (int k = 0; k < out.pairs_count; ++k) {
      const Pair& pair = out.pairs[k];
      for (int i = 0; i < pair.asked_count; ++i) left_asked[pair.asked + i] = false;
      for (int j = 0; j < pair.listed_count; ++j) left_listed[pair.listed + j] = false;
    }
  }

  bool something_left() const {
    return std::find(left_asked, left_asked + asked.count, true) != left_asked + asked.count ||
           std::find(left_listed, left_listed + listed.count, true) != left_listed + listed.count;
  }

  // The share of each name's weight that the other accounts for.
  void weigh() {
    double asked_total = 0, listed_total = 0, agreed = 0, asked_left = 0, listed_left = 0;
    for (int k = 0; k < out.pairs_count; ++k) {
      double weight = weight_of(out.pairs[k]);
      asked_total += weight, listed_total += weight;
      agreed += weight * agreement(out.pairs[k].similarity, weights);
      note(out.pairs[k]);
    }
    for (int i = 0; i < asked.count; ++i) {
      const Word& word = asked.words[i];
      words_asked += is_telling(word);
      if (!left_asked[i]) continue;
      asked_total += asked.weight[i];
      if (is_content(word)) asked_left += asked.weight[i], whole = false;
      if (word.role == NUMBER || has_digit(word)) numbers_asked = true, whole = false;
    }
    for (int j = 0; j < listed.count; ++j) {
      const Word& word = listed.words[j];
      words_listed += is_telling(word);
      if (!left_listed[j]) continue;
      listed_total += listed.weight[j];
      family_left = family_left || word.family;
      if (is_content(word)) listed_left += listed.weight[j], whole = false;
      if (word.role == NUMBER || has_digit(word)) numbers_listed = true, whole = false;
    }
    out.asked_share = asked_total > 0 ? agreed / asked_total : 0;
    out.listed_share = listed_total > 0 ? agreed / listed_total : 0;
    out.evidence = agreed;
    bool both = asked_total > 0 && listed_total > 0;
    out.conflict = both ? std::min(asked_left / asked_total, listed_left / listed_total) : 0;
    whole = whole && out.pairs_count > 0;
  }

  // A pair weighs what its commoner word weighs: a slip in "Mohammed" is not rare.
  double weight_of(const Pair& pair) const {
    double one = 0, other = 0;
    for (int i = 0; i < pair.asked_count; ++i) one += asked.weight[pair.asked + i];
    for (int j = 0; j < pair.listed_count; ++j) other += listed.weight[pair.listed + j];
    const Word &first = asked.words[pair.asked], &second = listed.words[pair.listed];
    double weight = std::min(one, other);
    if (first.role == TITLE && !is_person()) weight = other;  // "General" is a word of the listed company's name
    if (pair.asked_count == 1 && pair.listed_count == 1) {
      if (first.length == 1 || second.length == 1) weight = std::min(weight, weights.initial_says);
      if (cut_off(asked, pair.asked, second)) weight = std::min(weight, weights.initial_says * first.length);
    }
    return weight;
  }

  void note(const Pair& pair) {
    for (int j = 0; j < pair.listed_count; ++j) family_agrees = family_agrees || listed.words[pair.listed + j].family;
    if (pair.similarity < 1.0 && asked.words[pair.asked].role != PARTICLE) whole = false;
  }

  static bool is_content(const Word& word) { return word.role == WORD && !word.form; }
  static bool is_telling(const Word& word) { return is_content(word) && !word.generic; }

  void apply_rules() {
    double share = is_person() ? weights.query_share_person : weights.query_share_thing;
    if (out.asked_share > 0 && out.listed_share > 0)
      score = 1.0 / (share / out.asked_share + (1 - share) / out.listed_share);
    score *= std::max(0.0, 1.0 - weights.conflict * out.conflict);
    out.other_family = is_person() && family_left && !family_agrees;
    if (out.other_family) score *= weights.other_family;
    if (reading != Reading::COMPANY && std::min(words_asked, words_listed) <= 1 && std::max(words_asked, words_listed) > 1) {
      out.one_word = true;
      score = std::min(score, weights.one_word_of_several);
    }
    if (asked.count != listed.count && poor) write_together();
    if (is_person()) return;
    out.different_numbers = numbers_asked && numbers_listed && !out.written_together;
    out.additional_number = numbers_asked != numbers_listed && !out.written_together;
    if (out.different_numbers) score = std::min(score, weights.different_numbers);
    if (out.additional_number) score *= weights.additional_number;
  }

  void write_together() {
    double alike = together(asked, listed);
    double worth = agreement(alike, weights) * weights.written_together;
    if (alike <= LEAST_TOGETHER || worth <= score) return;
    score = worth;
    out.written_together = true;
    out.one_word = false;
    for (int i = 0; i < asked.count; ++i) out.evidence = std::max(out.evidence, asked.weight[i]);
  }

  void discount_common_words() {
    double little = is_person() ? weights.little_evidence_person : weights.little_evidence_thing;
    double enough = is_person() ? weights.enough_evidence_person : weights.enough_evidence_thing;
    out.commonness = little * std::exp(-out.evidence / enough);
    score = std::clamp(score * (1.0 - out.commonness), 0.0, 1.0);
  }

  void scale() {
    out.score = (is_person() ? weights.person_scale : weights.thing_scale).of(score);
    // The whole name, word for word, alerts however common its words are.
    if (whole) out.score = std::max(out.score, weights.whole_name + (1 - weights.whole_name) * out.score);
  }

  static constexpr double LEAST_FOR_TWO = 0.8;
  static constexpr double LEAST_TOGETHER = 0.85;
};

template <typename Similar>
void compare(const ReadName& asked, const ReadName& listed, Reading reading, const Weights& weights, Similar similar,
             Compared& out) {
  Comparing(asked, listed, reading, weights, out).run(similar);
}

}  // namespace ostrakon
