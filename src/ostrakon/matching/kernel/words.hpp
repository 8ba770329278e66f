// One word against another: how alike they are written, and how alike they sound.
//
// A word is lower-case ASCII letters and digits. Its sounds are one letter per sound of the
// romanisations found on the lists ("Khrushchev", "Chruschtschow"): capitals stand for sounds that
// Latin writes with two letters (S: sh, C: ch, X: kh, G: gh, T: th, D: dh, Z: zh, J: j and dj, c: ts).
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "weights.hpp"

namespace ostrakon {

constexpr int MOST_LETTERS = 48;  // the longest word on any list has 45

enum Role : uint8_t { WORD = 0, PARTICLE = 1, NUMBER = 2, TITLE = 3, GENERIC = 4 };

struct Word {
  const char* text;
  const char* sounds;
  uint32_t consonants;  // one bit per kind of consonant among the sounds
  uint8_t length;
  uint8_t sounds_length;
  uint8_t role;
  uint8_t form;        // which legal form it is ("llc"), 0 for none
  uint8_t unvowelled;  // from a script that writes no short vowels
  uint8_t sense;       // which sense it has among words that translate each other, 0 for none
  uint8_t family;      // a family name, where the issuer says so
  uint8_t bare;        // written without its vowels ("vldmr")
  uint8_t generic;     // of a company's kind ("trading"), as a reading sees it

  std::string_view view() const { return {text, length}; }
  std::string_view view_sounds() const { return {sounds, sounds_length}; }
};

// ---- sounds -------------------------------------------------------------------------------------

struct Spelling {
  std::string_view letters, sounds;
};

// Longest first. Spellings of one sound on the lists themselves.
inline const Spelling SPELLINGS[] = {
    {"schtsch", "SC"}, {"chr", "Xr"}, {"chl", "Xl"}, {"shch", "SC"}, {"tsch", "C"}, {"sch", "S"}, {"tch", "C"}, {"dzh", "J"}, {"dsch", "J"},
    {"sjtj", "SC"}, {"sjch", "SC"}, {"tj", "C"}, {"zj", "Z"}, {"sj", "S"},
    {"sh", "S"}, {"ch", "C"}, {"kh", "X"}, {"gh", "G"}, {"zh", "Z"}, {"th", "T"}, {"dh", "D"}, {"ph", "f"},
    {"ts", "c"}, {"tz", "c"}, {"cz", "C"}, {"sz", "S"}, {"dj", "J"}, {"ck", "k"}, {"qu", "k"}, {"wh", "w"},
    {"ou", "u"}, {"oo", "u"}, {"ee", "i"}, {"ae", "e"}, {"oe", "o"}, {"ue", "u"}, {"x", "ks"}, {"j", "J"},
};

// Where the spellings that begin with a letter stand in `SPELLINGS`, kept in order.
struct SpellingsByLetter {
  std::vector<const Spelling*> of[128];
  SpellingsByLetter() {
    for (const Spelling& spelling : SPELLINGS) of[+spelling.letters[0]].push_back(&spelling);
  }
};
inline const SpellingsByLetter SPELLINGS_BY_LETTER;

inline bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

// Writes the sounds of `text` to `out` (at least 2 * length letters) and returns how many there are.
inline int encode_sounds(const char* text, int length, char* out) {
  int n = 0;
  auto add = [&](char sound) {
    if (n == 0 || out[n - 1] != sound) out[n++] = sound;  // doubled letters sound once
  };
  for (int i = 0; i < length;) {
    const Spelling* found = nullptr;
    for (const Spelling* spelling : SPELLINGS_BY_LETTER.of[text[i] & 127]) {
      int size = static_cast<int>(spelling->letters.size());
      bool same = i + size <= length;
      for (int k = 1; same && k < size; ++k) same = text[i + k] == spelling->letters[k];
      if (same) {
        found = spelling;
        i += size;
        break;
      }
    }
    if (found) {
      for (char sound : found->sounds) add(sound);
      continue;
    }
    char letter = text[i];
    char next = i + 1 < length ? text[i + 1] : 0;
    if (letter == 'c') {
      add(next == 'e' || next == 'i' || next == 'y' ? 's' : 'k');
    } else if (letter == 'y') {
      add(is_vowel(next) ? 'y' : 'i');
    } else if (letter == 'h' && i + 1 == length && i > 0 && is_vowel(text[i - 1])) {
      // "Fatimah": not heard
    } else {
      add(letter);
    }
    ++i;
  }
  return n;
}

// Kinds of consonants: sounds that romanisations exchange share a bit, vowels and glides have none.
inline uint32_t consonant_bit(char sound) {
  switch (sound) {
    case 'k': case 'q': case 'g': case 'G': return 1u << 0;
    case 'X': case 'h': return 1u << 1;
    case 's': case 'z': case 'S': case 'Z': case 'C': case 'c': return 1u << 2;
    case 'J': return 1u << 3;
    case 't': case 'T': case 'd': case 'D': return 1u << 4;
    case 'p': case 'b': return 1u << 5;
    case 'f': case 'v': return 1u << 6;
    case 'm': return 1u << 7;
    case 'n': return 1u << 8;
    case 'l': return 1u << 9;
    case 'r': return 1u << 10;
    case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
      return 1u << (11 + (sound - '0'));
    default: return 0;
  }
}

inline uint32_t consonants_of(const char* sounds, int length) {
  uint32_t mask = 0;
  for (int i = 0; i < length; ++i) mask |= consonant_bit(sounds[i]);
  return mask;
}

// ---- costs --------------------------------------------------------------------------------------
// In hundredths: 100 turns one letter into any other.

struct Costs {
  uint8_t letter[128][128];       // as written
  uint8_t sound[128][128];        // as heard
  uint8_t unvowelled[128][128];   // as heard, where one side's letters stand for any vowel
  uint8_t letter_gap[128];        // a letter on one side only
  uint8_t sound_gap[128];
  uint8_t unwritten_gap[128];     // the same where one side writes no short vowels

  Costs() {
    for (int i = 0; i < 128; ++i) {
      for (int j = 0; j < 128; ++j) letter[i][j] = sound[i][j] = i == j ? 0 : 100;
      letter_gap[i] = sound_gap[i] = unwritten_gap[i] = 100;
    }
    for (char a : std::string_view("aeiou")) {
      for (char b : std::string_view("aeiou"))
        if (a != b) letter[+a][+b] = sound[+a][+b] = 60;
      letter_gap[+a] = 60;
      sound_gap[+a] = 40;
      unwritten_gap[+a] = 6;
    }
    letter_gap['h'] = 60;
    sound_gap['h'] = 45;
    sound_gap['y'] = sound_gap['w'] = 45;
    unwritten_gap['y'] = unwritten_gap['w'] = unwritten_gap['h'] = 30;
    // Neighbours on the keyboard are hit by mistake.
    for (const char* row : {"qwertyuiop", "asdfghjkl", "zxcvbnm", "qaz", "wsx", "edc", "rfv", "tgb", "yhn", "ujm", "ik", "ol",
                            "wa", "es", "rd", "tf", "yg", "uh", "ij", "ok", "pl", "sz", "dx", "fc", "gv", "hb", "jn", "km"})
      for (const char* key = row; key[1]; ++key) {
        const char pair[2] = {key[0], key[1]};
        both(letter, pair, std::min<uint8_t>(letter[+pair[0]][+pair[1]], 80));
      }
    // Alike to the eye: characters that scanners and evaders exchange.
    both(letter, "o0", 15), both(letter, "l1", 15), both(letter, "i1", 15), both(letter, "s5", 15);
    both(letter, "b8", 15), both(letter, "z2", 15), both(letter, "il", 40);
    // Alike to the ear.
    both(letter, "ck", 30), both(letter, "kq", 30), both(letter, "sz", 30), both(letter, "iy", 25);
    both(letter, "vw", 40), both(letter, "ij", 50), both(letter, "cs", 50), both(letter, "ei", 50);
    both(letter, "ou", 45), both(letter, "ae", 50), both(letter, "gj", 60), both(letter, "fv", 60);
    both(sound, "ae", 30), both(sound, "ei", 25), both(sound, "ou", 20), both(sound, "ao", 45);
    both(sound, "kq", 10), both(sound, "kX", 35), both(sound, "Xh", 20), both(sound, "kg", 45);
    both(sound, "qg", 25), both(sound, "Gg", 15), both(sound, "Gq", 30), both(sound, "Gh", 45);
    both(sound, "Jg", 35), both(sound, "JZ", 20), both(sound, "Jy", 25), both(sound, "Ji", 35);
    both(sound, "JC", 45), both(sound, "SC", 30), both(sound, "Ss", 30), both(sound, "Zz", 25);
    both(sound, "ZS", 45), both(sound, "sz", 25), both(sound, "tT", 15), both(sound, "dD", 15);
    both(sound, "Ts", 35), both(sound, "Dz", 20), both(sound, "td", 45), both(sound, "DT", 30);
    both(sound, "vw", 15), both(sound, "vf", 30), both(sound, "bp", 40), both(sound, "bv", 55);
    both(sound, "wu", 25), both(sound, "wo", 30), both(sound, "yi", 15), both(sound, "ye", 35);
    both(sound, "cs", 30), both(sound, "cC", 40), both(sound, "cz", 40), both(sound, "kC", 50);
    both(sound, "ck", 60), both(sound, "XG", 50), both(sound, "Xg", 60), both(sound, "mn", 75);
    // Different numbers are different things: never one digit for another.
    for (int a = '0'; a <= '9'; ++a) {
      letter_gap[a] = sound_gap[a] = unwritten_gap[a] = 250;
      for (int b = '0'; b <= '9'; ++b)
        if (a != b) letter[a][b] = sound[a][b] = 250;
    }
    std::memcpy(unvowelled, sound, sizeof sound);
    for (char a : std::string_view("aeiouyw"))
      for (char b : std::string_view("aeiouyw"))
        if (a != b) unvowelled[+a][+b] = std::min<uint8_t>(sound[+a][+b], 20);
  }

 private:
  static void both(uint8_t (&table)[128][128], const char* pair, uint8_t cost) {
    table[+pair[0]][+pair[1]] = table[+pair[1]][+pair[0]] = cost;
  }
};

inline const Costs COSTS;

constexpr int SWAPPED = 50;         // two neighbours exchanged
constexpr int DOUBLED = 30;         // a letter written twice
constexpr int LOOKS_LIKE_TWO = 25;  // "rn" for "m", "cl" for "d"

inline bool looks_like_two(const char* two, char one) {
  return (one == 'm' && two[0] == 'r' && two[1] == 'n') || (one == 'd' && two[0] == 'c' && two[1] == 'l');
}

// Least cost of turning `a` into `b`, where `drop[i]` and `add[j]` are the costs of a letter that stands on
// one side only; neighbours may be exchanged (optimal string alignment).
template <bool written>
int distance(const char* a, int na, const uint8_t* drop, const char* b, int nb, const uint8_t* add,
             const uint8_t (&change)[128][128]) {
  int rows[3][MOST_LETTERS * 2 + 1];
  int *before = rows[0], *last = rows[1], *row = rows[2];
  last[0] = 0;
  for (int j = 1; j <= nb; ++j) last[j] = last[j - 1] + add[j - 1];
  for (int i = 1; i <= na; ++i) {
    const uint8_t* changes = change[a[i - 1] & 127];
    int dropped = drop[i - 1];
    row[0] = last[0] + dropped;
    for (int j = 1; j <= nb; ++j) {
      int best = std::min(last[j] + dropped, row[j - 1] + add[j - 1]);
      best = std::min(best, last[j - 1] + changes[b[j - 1] & 127]);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && a[i - 1] != b[j - 1])
        best = std::min(best, before[j - 2] + SWAPPED);
      if (written) {
        if (i > 1 && looks_like_two(a + i - 2, b[j - 1])) best = std::min(best, before[j - 1] + LOOKS_LIKE_TWO);
        if (j > 1 && looks_like_two(b + j - 2, a[i - 1])) best = std::min(best, last[j - 2] + LOOKS_LIKE_TWO);
      }
      row[j] = best;
    }
    int* free = before;
    before = last, last = row, row = free;
  }
  return last[nb];
}

inline void written_gaps(const char* text, int length, uint8_t* out) {
  for (int i = 0; i < length; ++i)
    out[i] = i > 0 && text[i] == text[i - 1] ? std::min<uint8_t>(COSTS.letter_gap[+text[i]], DOUBLED) : COSTS.letter_gap[+text[i]];
}

// Where the other side writes no short vowels, those inside a word cost next to nothing; the first and
// the last would be written.
inline void heard_gaps(const char* sounds, int length, bool may_be_unwritten, uint8_t* out) {
  for (int i = 0; i < length; ++i)
    out[i] = may_be_unwritten && i > 0 && i + 1 < length ? COSTS.unwritten_gap[+sounds[i]] : COSTS.sound_gap[+sounds[i]];
}

inline int written_distance(const char* a, int na, const char* b, int nb) {
  uint8_t drop[MOST_LETTERS * 2], add[MOST_LETTERS * 2];
  written_gaps(a, na, drop), written_gaps(b, nb, add);
  return distance<true>(a, na, drop, b, nb, add, COSTS.letter);
}

inline int heard_distance(const char* a, int na, bool a_unwritten, const char* b, int nb, bool b_unwritten) {
  uint8_t drop[MOST_LETTERS * 2], add[MOST_LETTERS * 2];
  heard_gaps(a, na, a_unwritten, drop), heard_gaps(b, nb, b_unwritten, add);
  return distance<false>(a, na, drop, b, nb, add, a_unwritten || b_unwritten ? COSTS.unvowelled : COSTS.sound);
}

// ---- similarity ---------------------------------------------------------------------------------

// Share of letters that stand in both words in the same order, by one bit per letter: a bound on how alike
// they can be that takes nanoseconds. Words longer than 63 letters are cut.
struct Shared {
  uint64_t places[128] = {};
  int length;

  Shared(const char* text, int n) : length(std::min(n, 63)) {
    for (int i = 0; i < length; ++i) places[text[i] & 127] |= 1ULL << i;
  }
  double with(std::string_view other) const {
    uint64_t row = ~0ULL;
    for (char c : other) {
      uint64_t match = row & places[c & 127];
      row = (row + match) | (row - match);
    }
    int common = __builtin_popcountll(~row & ((1ULL << length) - 1));
    return 2.0 * common / (length + static_cast<int>(other.size()));
  }
};

// What comparing a word with many others needs once.
struct Shares {
  Shared written, heard;

  explicit Shares(const Word& word) : written(word.text, word.length), heard(word.sounds, word.sounds_length) {}
};

constexpr double LEAST_SHARED = 0.5;  // words with fewer letters and sounds in common are different words

inline bool has_digit(const Word& word) { return word.consonants >> 11 != 0; }

// Different numbers are different things: the digits of both words are the same, or those of the one that
// has some look like letters and the other has none ("0sama").
inline bool digits_agree(std::string_view one, std::string_view other) {
  auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  size_t i = 0, j = 0, digits = 0, other_digits = 0;
  bool same = true, look_alike = true;
  for (;; ++i, ++j) {
    while (i < one.size() && !is_digit(one[i])) ++i;
    while (j < other.size() && !is_digit(other[j])) ++j;
    bool more = i < one.size(), other_more = j < other.size();
    if (!more && !other_more) break;
    same = same && more && other_more && one[i] == other[j];
    for (char c : {more ? one[i] : '0', other_more ? other[j] : '0'})
      look_alike = look_alike && std::string_view("01258").find(c) != std::string_view::npos;
    digits += more, other_digits += other_more;
  }
  if (same) return true;
  return look_alike && (digits == 0 || other_digits == 0) && 2 * digits < one.size() && 2 * other_digits < other.size();
}

// "alassad" without "al"; `word` unchanged where too little would be left.
inline std::string_view without_article(std::string_view word) {
  if (word.size() >= 5 && word[1] == 'l' && (word[0] == 'a' || word[0] == 'e' || word[0] == 'u'))
    return word.substr(2);
  return word;
}

// No vowel between its first and last letter.
inline bool is_bare(const Word& word) {
  for (int i = 1; i + 1 < word.length; ++i)
    if (is_vowel(word.text[i])) return false;
  return word.length >= 3 && !(word.consonants >> 11);
}

// "Saratovskiy" against "Saratov": an adjective made of a place.
inline bool is_adjective_of(std::string_view longer, std::string_view shorter) {
  return shorter.size() >= 4 && longer.size() > shorter.size() + 1 && longer.substr(0, shorter.size()) == shorter &&
         longer[shorter.size()] == 's' && longer[shorter.size() + 1] == 'k';
}

// 0 (different words) to 1 (the same word). Symmetric, but for a query word that is cut short.
inline double similarity(const Word& asked, const Shares& shares, const Word& listed, const Weights& weights) {
  if (asked.view() == listed.view()) return 1.0;
  if (asked.form && asked.form == listed.form && asked.form != 255) return 1.0;
  if (asked.role == NUMBER || listed.role == NUMBER) return 0.0;
  if (asked.sense && asked.sense == listed.sense) return weights.translated;
  if ((has_digit(asked) || has_digit(listed)) && !digits_agree(asked.view(), listed.view())) return 0.0;
  if (asked.length == 1 || listed.length == 1) {
    return asked.text[0] == listed.text[0] ? weights.initial : 0.0;
  }
  if (without_article(asked.view()) == without_article(listed.view())) return weights.glued_article;
  int longest = std::max(asked.length, listed.length);
  // Each kind of consonant on one side only is a letter at least; a third of the letters may differ.
  int kinds = __builtin_popcount(asked.consonants ^ listed.consonants);
  double best = 0.0;
  if (kinds <= 2 + longest / 5 && (shares.heard.with(listed.view_sounds()) >= LEAST_SHARED ||
                                   shares.written.with(listed.view()) >= LEAST_SHARED)) {
    // "Vldmr" leaves its vowels out as Arabic does.
    bool asked_bare = asked.unvowelled || asked.bare, listed_bare = listed.unvowelled;
    bool one_bare = asked_bare != listed_bare;
    int sounds = std::max<int>(asked.sounds_length, listed.sounds_length);
    if (one_bare) sounds = asked_bare ? asked.sounds_length : listed.sounds_length;
    int heard = heard_distance(asked.sounds, asked.sounds_length, one_bare && listed_bare, listed.sounds,
                               listed.sounds_length, one_bare && asked_bare);
    best = 1.0 - heard / (100.0 * std::max(sounds, 2));
    if (!asked.unvowelled && !listed.unvowelled) {
      int written = written_distance(asked.text, asked.length, listed.text, listed.length);
      best = std::max(best, 1.0 - written / (100.0 * std::max(longest, 2)));
    }
    if (std::min(asked.length, listed.length) <= 3) best = 1 - (1 - best) * weights.short_words;
    best = std::min(best, one_bare ? weights.alike_unvowelled : weights.alike);
  }
  if (is_adjective_of(asked.view(), listed.view()) || is_adjective_of(listed.view(), asked.view()))
    best = std::max(best, weights.adjective);
  if (asked.length >= weights.shortest_cut && asked.length < listed.length &&
      std::memcmp(asked.text, listed.text, asked.length) == 0) {
    double share = static_cast<double>(asked.length) / listed.length;
    best = std::max(best, weights.cut_short + (1 - weights.cut_short) * share * weights.cut_share);
  }
  return best < weights.least_alike ? 0.0 : best;
}

inline double similarity(const Word& asked, const Word& listed, const Weights& weights) {
  return similarity(asked, Shares(asked), listed, weights);
}

}  // namespace ostrakon
