// The listed names worth comparing with a query, and how well each agrees.
#pragma once
#include <atomic>
#include <memory>
#include <unordered_map>
#include <vector>

#include "alignment.hpp"

namespace ostrakon {

// ---- what a word is found by --------------------------------------------------------------------

inline uint64_t mixed(uint64_t value) {
  value ^= value >> 33, value *= 0xff51afd7ed558ccdULL;
  value ^= value >> 33, value *= 0xc4ceb9fe1a85ec53ULL;
  return value ^ (value >> 33);
}

inline uint64_t hashed(std::string_view text, uint64_t seed) {
  uint64_t value = 0xcbf29ce484222325ULL ^ (seed * 0x9e3779b97f4a7c15ULL);
  for (char c : text) value = (value ^ static_cast<uint8_t>(c)) * 0x100000001b3ULL;
  return mixed(value);
}

// Kinds of keys: as written (and with one letter left out), and by consonants (likewise).
enum KeyKind : uint64_t { WRITTEN = 1, HEARD = 2, JOINED = 3, JOINED_HEARD = 4, SENSE = 5, BEGINNING = 6 };

// Characters that look alike become one: "0sama", "8in", "Bemard" for "Bernard".
inline int look(std::string_view text, char* out) {
  bool letters = false, digits = false;
  for (char c : text) (c >= '0' && c <= '9' ? digits : letters) = true;
  int n = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (letters && digits) {
      c = c == '0' ? 'o' : c == '1' ? 'l' : c == '5' ? 's' : c == '8' ? 'b' : c == '2' ? 'z' : c;
    }
    if (c == 'n' && n > 0 && out[n - 1] == 'r') out[n - 1] = 'm';
    else if (c == 'l' && n > 0 && out[n - 1] == 'c') out[n - 1] = 'd';
    else out[n++] = c;
  }
  return n;
}

// Consonants of the sounds, those that romanisations exchange written alike. A sound that may be two
// (w: a vowel or v; j: a glide, j or g; kh: h or k) gives further spellings, `MOST` in all.
struct Skeletons {
  static constexpr int MOST = 4;
  char text[MOST][2 * MOST_LETTERS];
  int length[MOST] = {};
  int count = 1;

  Skeletons(const char* sounds, int n) {
    for (int i = 0; i < n; ++i) {
      switch (sounds[i]) {
        case 'k': case 'q': case 'g': case 'G': add('k'); break;
        case 'X': fork('h', 'k', 0); break;
        case 'h': add('h'); break;
        case 's': case 'z': case 'S': case 'Z': case 'C': case 'c': add('s'); break;
        case 'J': fork('j', 'k', 1); break;
        case 'w': fork(0, 'f', 0); break;
        case 't': case 'T': case 'd': case 'D': add('t'); break;
        case 'p': case 'b': add('p'); break;
        case 'f': case 'v': add('f'); break;
        case 'm': case 'n': case 'l': case 'r': add(sounds[i]); break;
        default:
          if (sounds[i] >= '0' && sounds[i] <= '9') add(sounds[i]);
      }
    }
  }
  std::string_view view(int k) const { return {text[k], static_cast<size_t>(length[k])}; }

 private:
  void put(int k, char c) {
    if (c && (length[k] == 0 || text[k][length[k] - 1] != c)) text[k][length[k]++] = c;
  }
  void add(char c) {
    for (int k = 0; k < count; ++k) put(k, c);
  }
  // Every spelling so far goes on with `one` and, while there is room, with `other` (and without, if `glide`).
  void fork(char one, char other, int glide) {
    int before = count;
    for (int k = 0; k < before; ++k) {
      for (int more = 0; more <= glide && count < MOST; ++more) {
        std::memcpy(text[count], text[k], length[k]), length[count] = length[k];
        put(count++, more ? 0 : other);
      }
      put(k, one);
    }
  }
};

// Calls `found(key)` for each key of a word. Two words one slip apart share at least one, and a listed word
// one with its beginning of three letters or more.
constexpr size_t SHORTEST_WITH_GAPS = 5;  // three consonants less one are shared by too many words

template <typename Found>
void keys_of(const Word& word, bool is_listed, Found found) {
  char seen[2 * MOST_LETTERS], shorter[2 * MOST_LETTERS];
  auto with_gaps = [&](std::string_view text, KeyKind kind, size_t shortest) {
    found(hashed(text, kind));
    if (text.size() < shortest) return;
    for (size_t gap = 0; gap < text.size(); ++gap) {
      if (gap > 0 && text[gap] == text[gap - 1]) continue;
      std::memcpy(shorter, text.data(), gap);
      std::memcpy(shorter + gap, text.data() + gap + 1, text.size() - gap - 1);
      found(hashed({shorter, text.size() - 1}, kind));
    }
  };
  if (word.role == NUMBER) {
    found(hashed(word.view(), WRITTEN));
    return;
  }
  if (word.sense) found(hashed({reinterpret_cast<const char*>(&word.sense), 1}, SENSE));
  for (size_t letters : {3, 4})
    if (word.length >= letters && (is_listed ? word.length > letters : letters == 4 || word.length == 3))
      found(hashed(word.view().substr(0, letters), BEGINNING));
  if (!word.unvowelled) with_gaps({seen, static_cast<size_t>(look(word.view(), seen))}, WRITTEN, 4);
  Skeletons skeletons(word.sounds, word.sounds_length);
  for (int k = 0; k < skeletons.count; ++k) {
    if (skeletons.length[k] >= 2) with_gaps(skeletons.view(k), HEARD, SHORTEST_WITH_GAPS);
    else if (skeletons.length[k] == 1 && word.length <= 4) found(hashed(skeletons.view(k), HEARD));
  }
}

// ---- one list -----------------------------------------------------------------------------------

// Rows of different length: row i is values[offsets[i]] up to values[offsets[i + 1]].
struct Rows {
  const uint32_t* offsets = nullptr;
  const int32_t* values = nullptr;
  uint32_t rows = 0;

  const int32_t* begin(uint32_t row) const { return values + offsets[row]; }
  const int32_t* end(uint32_t row) const { return values + offsets[row + 1]; }
  uint32_t size(uint32_t row) const { return offsets[row + 1] - offsets[row]; }
};

// A word as the index keeps it: its letters stand at `place` in `List::letters`, its sounds behind them.
// Values of the tables of keys: a word or a name below, eight more bits of its key above, so that most
// strangers in a row are known at sight.
constexpr int TAG_SHIFT = 24;
constexpr uint32_t UNTAGGED = (1u << TAG_SHIFT) - 1;

inline uint32_t tagged(uint32_t number, uint64_t key) { return number | static_cast<uint32_t>(key >> 56) << TAG_SHIFT; }

constexpr int32_t FAMILY = 1 << 30;  // set on a word of a name's row where it is a family name

struct WordEntry {
  uint32_t place, consonants;
  uint8_t length, sounds_length, role, form, unvowelled, sense, unused[2];
};
static_assert(sizeof(WordEntry) == 16, "columns.py writes sixteen bytes");

// The names of one list version, as the index keeps them. `by_key` and `by_joined` are rows of words and of
// names under the low bits of a key: a row may hold strangers, which comparing tells apart.
template <typename Found>
void under_key(const Rows& table, uint64_t key, Found found) {
  uint32_t row = static_cast<uint32_t>(key & (table.rows - 1)), tag = static_cast<uint32_t>(key >> 56);
  for (const int32_t* v = table.begin(row); v != table.end(row); ++v) {
    uint32_t value = static_cast<uint32_t>(*v);
    if (value >> TAG_SHIFT == tag) found(value & UNTAGGED);
  }
}

struct List {
  uint32_t words = 0, names = 0, listings = 0;
  const WordEntry* entries = nullptr;
  const char* letters = nullptr;
  Rows name_words, word_names, by_key, by_joined;
  const int32_t* name_listing = nullptr;
  const uint8_t *name_weak = nullptr, *listing_kind = nullptr;
  mutable std::vector<float> rarities, totals;  // by word, by name; filled when first asked for

  Word word(uint32_t i) const {
    const WordEntry& entry = entries[i];
    const char* text = letters + entry.place;
    return {text, text + entry.length, entry.consonants, entry.length, entry.sounds_length,
            entry.role, entry.form, entry.unvowelled, entry.sense};
  }
  std::string_view text(uint32_t i) const { return {letters + entries[i].place, entries[i].length}; }
  // Names that hold `text`, in whatever role.
  uint32_t frequency(const Word& asked) const {
    uint32_t held = 0;
    under_key(by_key, text_key(asked), [&](uint32_t word) {
      if (text(word) == asked.view()) held += word_names.size(word);
    });
    return held;
  }

  // The key under which a word stands as it is written; as it is heard where vowels are left out.
  static uint64_t text_key(const Word& word) {
    char seen[2 * MOST_LETTERS];
    if (word.role == NUMBER) return hashed(word.view(), WRITTEN);
    if (!word.unvowelled) return hashed({seen, static_cast<size_t>(look(word.view(), seen))}, WRITTEN);
    return hashed(Skeletons(word.sounds, word.sounds_length).view(0), HEARD);
  }
};

// ---- a query ------------------------------------------------------------------------------------

struct Hit {
  uint32_t list, name, listing;
  double score;
};

struct Asked {
  int count = 0;
  std::vector<char> bytes;
  WeighedWord words[MOST_WORDS];
};

// The single letters of a query, which find nothing by themselves but tell names found otherwise apart.
struct Initials {
  int letters[26] = {};
  bool any = false;

  void read(const Asked& asked) {
    *this = {};
    for (int i = 0; i < asked.count; ++i) {
      const Word& word = asked.words[i].word;
      if (word.length == 1 && word.text[0] >= 'a') ++letters[word.text[0] - 'a'], any = true;
    }
  }
  double agreed_with(const List& list, uint32_t name, double each) const {
    if (!any) return 0;
    int left[26], found = 0;
    std::copy(letters, letters + 26, left);
    for (const int32_t* w = list.name_words.begin(name); w != list.name_words.end(name); ++w) {
      char first = list.text(*w & ~FAMILY)[0];
      if (first >= 'a' && left[first - 'a'] > 0) --left[first - 'a'], ++found;
    }
    return 2 * each * found;  // of both names' weight
  }
};

// What one thread needs while it searches; grows to the size of the lists once.
struct Workspace {
  struct PerList {
    struct Agreed {
      uint32_t turn;
      float weight;
    };
    std::vector<uint32_t> word_seen;
    std::vector<Agreed> names;
  };
  std::vector<PerList> lists;
  uint32_t turn = 0;
  float least_estimate = 0;
  struct Probe {  // a word to look for: one of the query's, or two neighbours written together
    Word word;
    Shares shares;
    double weight;
    bool joined;
    std::vector<uint64_t> keys;
  };
  struct Ranked {
    float estimate;
    uint32_t list, name;
  };
  std::vector<Probe> probes;
  std::vector<std::unique_ptr<Joined>> joined;
  std::vector<std::pair<Word, double>> halves;  // words a long one falls into, and their weight
  std::vector<uint64_t> whole;
  Initials initials;
  bool says_more = false;  // than what kind of company it asks for
  std::vector<uint32_t> words, touched;
  std::vector<Ranked> ranked;
  struct Known {
    uint64_t key;
    double similarity;
    uint32_t turn;
  };
  std::vector<Known> known = std::vector<Known>(1 << 12, Known{0, 0, 0});
  uint32_t query_turn = 0;
  std::vector<Shares> shares;  // of the query's words
  std::vector<Hit> hits;
  std::unordered_map<uint64_t, uint32_t> best;
};

class Searcher {
 public:
  std::vector<List> lists;
  std::vector<List> weighing;  // whose names tell how rare a word is; none: the lists searched
  Weights weights{};
  double names = 0;  // of the lists that weigh
  std::unordered_map<uint64_t, double> ordinary;  // by hash of a word: how many names of ordinary people hold it

  double rarity(const Word& word) const {
    auto common = ordinary.find(hashed(word.view(), WRITTEN));
    double held = common == ordinary.end() ? 0 : common->second * weights.ordinary;
    for (const List& list : weighed_by()) held += list.frequency(word);
    return std::log(1.0 + std::max(names, weights.least_names) / (held + weights.common_names));
  }

  // Whether some list holds a word written so, or one of the same consonants.
  bool knows(const Word& word) const {
    for (const List& list : lists) {
      if (list.frequency(word)) return true;
      Skeletons asked(word.sounds, word.sounds_length);
      if (asked.length[0] < 2) continue;
      bool held = false;
      under_key(list.by_key, hashed(asked.view(0), HEARD), [&](uint32_t number) {
        Word other = list.word(number);
        held = held || Skeletons(other.sounds, other.sounds_length).view(0) == asked.view(0);
      });
      if (held) return true;
    }
    return false;
  }

  double rarity(const List& list, uint32_t word) const {
    std::atomic_ref<float> known(list.rarities[word]);
    float found = known.load(std::memory_order_relaxed);
    if (found == 0) known.store(found = static_cast<float>(rarity(list.word(word))), std::memory_order_relaxed);
    return found;
  }

  // The listings that agree best, best first: at least `least` (0 to 1), of `kind` (any below 0).
  void search(const Asked& asked, int kind, double least, int candidates, Workspace& space) const {
    space.hits.clear(), space.best.clear();
    if (asked.count == 0) return;
    if (space.lists.size() != lists.size()) space.lists.resize(lists.size());
    ++space.query_turn;
    ReadName person, company;
    read_name(asked.words, asked.count, Reading::PERSON, weights, person);
    read_name(asked.words, asked.count, Reading::COMPANY, weights, company);
    mark_bare(person), mark_bare(company);
    double total = prepare(asked, space);
    space.ranked.clear();
    space.least_estimate = std::max<float>(LEAST_ESTIMATE, static_cast<float>(least * LEAST_SHARE_OF_SCORE));
    for (uint32_t number = 0; number < lists.size(); ++number) rank(number, kind, total, space);
    auto better = [](const Workspace::Ranked& a, const Workspace::Ranked& b) {
      if (a.estimate != b.estimate) return a.estimate > b.estimate;
      return a.list != b.list ? a.list < b.list : a.name < b.name;
    };
    if (static_cast<int>(space.ranked.size()) > candidates) {
      std::nth_element(space.ranked.begin(), space.ranked.begin() + candidates, space.ranked.end(), better);
      space.ranked.resize(candidates);
    }
    space.shares.clear();
    for (int i = 0; i < asked.count; ++i) space.shares.emplace_back(asked.words[i].word);
    for (const Workspace::Ranked& ranked : space.ranked) {
      const List& list = lists[ranked.list];
      uint32_t listing = list.name_listing[ranked.name];
      int found_kind = list.listing_kind[listing];
      Compared compared;
      score(found_kind == 0 ? person : company, ranked.list, ranked.name, compared, &space);
      if (compared.score < least) continue;
      uint64_t key = static_cast<uint64_t>(ranked.list) << 32 | listing;
      auto [at, is_new] = space.best.try_emplace(key, static_cast<uint32_t>(space.hits.size()));
      Hit hit{ranked.list, ranked.name, listing, compared.score};
      if (is_new) space.hits.push_back(hit);
      else if (better_name(hit, space.hits[at->second])) space.hits[at->second] = hit;
    }
    std::sort(space.hits.begin(), space.hits.end(), [](const Hit& a, const Hit& b) {
      if (a.score != b.score) return a.score > b.score;
      return a.list != b.list ? a.list < b.list : a.listing < b.listing;
    });
  }

  // Of two names of one listing: the better, else the first.
  static bool better_name(const Hit& one, const Hit& other) {
    return one.score != other.score ? one.score > other.score : one.name < other.name;
  }

  static Reading reading_of(int kind) {
    return kind == 0 ? Reading::PERSON : kind == 1 ? Reading::COMPANY : Reading::CRAFT;
  }

  // How well `asked` (read as the listing's kind asks for) agrees with a listed name.
  void score(const ReadName& asked, uint32_t number, uint32_t name, Compared& out, Workspace* space) const {
    const List& list = lists[number];
    Reading reading = reading_of(list.listing_kind[list.name_listing[name]]);
    WeighedWord words[MOST_WORDS];
    uint32_t ids[MOST_WORDS];
    int count = 0;
    for (const int32_t* w = list.name_words.begin(name); w != list.name_words.end(name) && count < MOST_WORDS; ++w) {
      ids[count] = *w & ~FAMILY;
      words[count] = {list.word(ids[count]), rarity(list, ids[count])};
      words[count++].word.family = (*w & FAMILY) != 0;
    }
    ReadName listed;
    read_name(words, count, reading, weights, listed);
    bool person = reading == Reading::PERSON;
    compare(asked, listed, reading, weights, [&](int i, int j) {
      if (!space) return similarity(asked.words[i], listed.words[j], weights);
      uint64_t key = (static_cast<uint64_t>(number) << 40 | static_cast<uint64_t>(ids[j]) << 8 | i << 1 | person);
      Workspace::Known& known = space->known[mixed(key) & (space->known.size() - 1)];
      if (known.turn != space->query_turn || known.key != key)
        known = {key, similarity(asked.words[i], space->shares[i], listed.words[j], weights), space->query_turn};
      return known.similarity;
    }, out);
    if (list.name_weak[name]) {
      int heavy = 0;
      for (int j = 0; j < listed.count; ++j) heavy += listed.words[j].role != PARTICLE;
      out.score *= heavy <= 1 ? weights.weak_alias_of_one_word : weights.weak_alias;
    }
    out.score = std::round(out.score * 10000) / 10000;
  }

 private:
  const std::vector<List>& weighed_by() const { return weighing.empty() ? lists : weighing; }

  // What to look for, once for all lists; returns the query's weight.
  double prepare(const Asked& asked, Workspace& space) const {
    space.probes.clear(), space.joined.clear(), space.halves.clear(), space.whole.clear();
    space.initials.read(asked);
    double total = 0;
    for (int i = 0; i < asked.count; ++i) {
      const Word& word = asked.words[i].word;
      double share = share_of(word.role, word.form);
      double weight = asked.words[i].rarity * share;
      if (word.length == 1) weight = std::min(weight, weights.initial_says);
      total += weight;
      if (i + 1 < asked.count) {  // blanks too many
        auto joined = std::make_unique<Joined>();
        const WeighedWord& next = asked.words[i + 1];
        if (joined->of(word, next.word) && (joined->word.unvowelled || frequency(joined->word) > 0)) {
          add_probe(joined->word, weight + next.rarity, true, space);
          space.joined.push_back(std::move(joined));
        }
      }
      if ((word.length < 2 || word.role == PARTICLE || word.form) && asked.count > 1) continue;
      add_probe(word, weight, false, space);
      if (word.length >= 6 && word.role == WORD && !word.unvowelled && frequency(word) == 0) halve(word, weight, space);
    }
    // "Trading" finds a name only where the query says little more than that.
    auto is_telling = [](const Workspace::Probe& probe) { return probe.word.role != GENERIC; };
    auto generic = std::stable_partition(space.probes.begin(), space.probes.end(), is_telling);
    double telling = 0;
    for (auto probe = space.probes.begin(); probe != generic; ++probe) telling += probe->joined ? 0 : probe->weight;
    space.says_more = 2 * telling >= total;
    joined_keys(asked.words, asked.count, [&](uint64_t key) { space.whole.push_back(key); });
    return total;
  }

  static void add_probe(const Word& word, double weight, bool joined, Workspace& space) {
    space.probes.push_back({word, Shares(word), weight, joined, {}});
    std::vector<uint64_t>& keys = space.probes.back().keys;
    keys_of(word, false, [&](uint64_t key) { keys.push_back(key); });
  }

  // Blanks too few: the two words that one falls into, both of them on a list.
  void halve(const Word& word, double weight, Workspace& space) const {
    for (int at = 2; at + 2 <= word.length; ++at) {
      Word first{word.text, "", 0, static_cast<uint8_t>(at), 0, WORD, 0, 0};
      Word second{word.text + at, "", 0, static_cast<uint8_t>(word.length - at), 0, WORD, 0, 0};
      if (frequency(first) == 0 || frequency(second) == 0) continue;
      space.halves.push_back({first, weight * first.length / word.length});
      space.halves.push_back({second, weight * second.length / word.length});
    }
  }

  double frequency(const Word& word) const {
    double held = 0;
    for (const List& list : weighed_by()) held += list.frequency(word);
    return held;
  }

  // The names of a list that share most weight with the query, into `space.ranked`.
  void rank(uint32_t number, int kind, double total, Workspace& space) const {
    const List& list = lists[number];
    Workspace::PerList& mine = space.lists[number];
    if (mine.word_seen.size() != list.words) mine.word_seen.assign(list.words, 0);
    if (mine.names.size() != list.names) mine.names.assign(list.names, {0, 0});
    space.touched.clear();
    uint32_t name_turn = ++space.turn;
    bool known_alone = false;  // whether names that hold none of the words before are passed over
    auto touch = [&](uint32_t name, float worth) {
      Workspace::PerList::Agreed& agreed = mine.names[name];
      if (agreed.turn != name_turn) {
        if (known_alone) return;
        agreed = {name_turn, 0};
        space.touched.push_back(name);
      }
      agreed.weight += worth;
    };
    auto touch_all = [&](uint32_t word, double worth) {
      const int32_t *first = list.word_names.begin(word), *last = list.word_names.end(word);
      for (const int32_t* n = first; n != last; ++n) {
        if (n + AHEAD < last) __builtin_prefetch(&mine.names[n[AHEAD]]);
        touch(static_cast<uint32_t>(*n), static_cast<float>(worth));
      }
    };
    for (const Workspace::Probe& probe : space.probes) {
      known_alone = probe.word.role == GENERIC && space.says_more;
      uint32_t turn = ++space.turn;
      std::vector<uint32_t>& words = space.words;
      words.clear();
      // Rows lie far apart: all are asked for before the first is read.
      for (uint64_t key : probe.keys) __builtin_prefetch(list.by_key.offsets + (key & (list.by_key.rows - 1)));
      for (uint64_t key : probe.keys) __builtin_prefetch(list.by_key.begin(key & (list.by_key.rows - 1)));
      for (uint64_t key : probe.keys)
        under_key(list.by_key, key, [&](uint32_t word) {
          __builtin_prefetch(&list.entries[word]);
          words.push_back(word);
        });
      for (size_t i = 0; i < words.size(); ++i) {
        if (i + AHEAD < words.size()) __builtin_prefetch(list.letters + list.entries[words[i + AHEAD]].place);
        uint32_t word = words[i];
        if (mine.word_seen[word] == turn) continue;
        mine.word_seen[word] = turn;
        const WordEntry& entry = list.entries[word];
        if (entry.sense && entry.sense == probe.word.sense) {
          touch_all(word, std::min(probe.weight, rarity(list, word)) * 0.9);
          continue;
        }
        int longest = std::max(probe.word.length, entry.length);
        if (__builtin_popcount(entry.consonants ^ probe.word.consonants) > 2 + longest / 5) continue;
        double alike = quick(probe.word, probe.shares, list.word(word));
        if (alike >= (probe.joined ? 0.85 : LEAST_ALIKE))
          touch_all(word, std::min(probe.weight, rarity(list, word)) * alike * alike);
      }
    }
    known_alone = false;
    for (const auto& [half, weight] : space.halves)
      under_key(list.by_key, List::text_key(half), [&, &half = half, weight = weight](uint32_t word) {
        if (list.text(word) == half.view()) touch_all(word, weight);
      });
    for (uint64_t key : space.whole) {  // the same letters with blanks elsewhere
      int left = MOST_OF_ONE_KEY;
      under_key(list.by_joined, key, [&](uint32_t name) {
        if (left-- > 0) touch(name, static_cast<float>(total));
      });
    }
    for (uint32_t name : space.touched) {
      if (kind >= 0 && list.listing_kind[list.name_listing[name]] != kind) continue;
      double sum = total + name_total(list, name);
      double agreed = mine.names[name].weight + space.initials.agreed_with(list, name, weights.initial_says);
      float estimate = static_cast<float>(2 * std::min(agreed, sum / 2) / sum);
      if (estimate >= space.least_estimate) space.ranked.push_back({estimate, number, name});
    }
  }

  // Of 1,726 hits at 0.7 one had an estimate below this share of the score asked for.
  static constexpr double LEAST_SHARE_OF_SCORE = 0.4;
  static constexpr size_t AHEAD = 8;  // what is needed so many steps on is fetched meanwhile
  static constexpr int MOST_OF_ONE_KEY = 200;  // names written together alike, of one list
  static constexpr double LEAST_ALIKE = 0.6;
  static constexpr float LEAST_ESTIMATE = 0.12f;  // names that share less weight never score 0.3

  static bool begins(const Word& word, const Word& other) {
    return word.length >= 3 && word.length < other.length && std::memcmp(word.text, other.text, word.length) == 0;
  }

  // About how alike two words are, for ranking alone.
  static double quick(const Word& word, const Shares& shares, const Word& other) {
    if (2.0 * std::min(word.length, other.length) < LEAST_ALIKE * (word.length + other.length) && !word.unvowelled &&
        !other.unvowelled && !begins(word, other))
      return 0.0;
    if (other.view() == word.view()) return 1.0;
    if (word.role == NUMBER || other.role == NUMBER) return 0.0;
    double heard = shares.heard.with(other.view_sounds());
    if (word.unvowelled || other.unvowelled) {
      int shorter = std::max(1, std::min<int>(word.sounds_length, other.sounds_length));
      heard *= (word.sounds_length + other.sounds_length) / (2.0 * shorter);
      return std::min(heard, 0.95);
    }
    double alike = std::min(0.95, std::max(shares.written.with(other.view()), heard));
    return alike < LEAST_ALIKE && begins(word, other) ? LEAST_ALIKE : alike;
  }

  // What a word counts for ranking, before it is known whose name it stands in.
  double share_of(uint8_t role, uint8_t form) const {
    if (form) return weights.legal_form;
    return role == PARTICLE ? weights.particle : role == TITLE ? weights.title_of_thing : role == GENERIC ? weights.generic : 1.0;
  }

  double name_total(const List& list, uint32_t name) const {
    std::atomic_ref<float> known(list.totals[name]);
    float found = known.load(std::memory_order_relaxed);
    if (found == 0) {
      double sum = 0;
      for (const int32_t* w = list.name_words.begin(name); w != list.name_words.end(name); ++w) {
        uint32_t word = *w & ~FAMILY;
        sum += rarity(list, word) * share_of(list.entries[word].role, list.entries[word].form);
      }
      found = static_cast<float>(std::max(sum, 0.01));
      known.store(found, std::memory_order_relaxed);
    }
    return found;
  }

 public:
  // Keys of a whole name written without blanks: its letters, and its consonants.
  template <typename Found>
  static void joined_keys(const WeighedWord* words, int count, Found found) {
    char text[MOST_LETTERS], heard[2 * MOST_LETTERS];
    int n = together(words, count, true, text);
    if (n < 2) return;
    found(hashed({text, static_cast<size_t>(n)}, JOINED));
    int lean = together(words, count, false, text), k = 0;
    if (lean < 4) return;
    if (lean != n) found(hashed({text, static_cast<size_t>(lean)}, JOINED));
    int sounds = encode_sounds(text, lean, heard);
    for (int i = 0; i < sounds; ++i) {
      Skeletons one(heard + i, 1);
      if (one.length[0] && (k == 0 || text[k - 1] != one.text[0][0])) text[k++] = one.text[0][0];
    }
    if (k >= 4) found(hashed({text, static_cast<size_t>(k)}, JOINED_HEARD));
  }

 private:
  // The first letters of a name written without blanks, with or without particles and legal forms.
  static int together(const WeighedWord* words, int count, bool all, char (&out)[MOST_LETTERS]) {
    int n = 0;
    for (int i = 0; i < count && n < MOST_LETTERS; ++i) {
      const Word& word = words[i].word;
      if (!all && (word.role == PARTICLE || word.form)) continue;
      int take = std::min<int>(word.length, MOST_LETTERS - n);
      std::memcpy(out + n, word.text, take), n += take;
    }
    return n;
  }
};

}  // namespace ostrakon
