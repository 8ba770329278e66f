// What the index is built from, and names compared outside it.
#pragma once
#include "search.hpp"

namespace ostrakon {

inline void key_pairs(const List& list, uint32_t rows, std::vector<uint64_t>& out) {
  for (uint32_t i = 0; i < list.words; ++i)
    keys_of(list.word(i), true, [&](uint64_t key) { out.push_back((key & (rows - 1)) << 32 | tagged(i, key)); });
}

inline void joined_pairs(const List& list, uint32_t rows, std::vector<uint64_t>& out) {
  WeighedWord words[MOST_WORDS];
  for (uint32_t name = 0; name < list.names; ++name) {
    int count = 0;
    for (const int32_t* w = list.name_words.begin(name); w != list.name_words.end(name) && count < MOST_WORDS; ++w)
      words[count++] = {list.word(*w & ~FAMILY), 0};
    Searcher::joined_keys(words, count, [&](uint64_t key) { out.push_back((key & (rows - 1)) << 32 | tagged(name, key)); });
  }
}

inline uint64_t hashed_word(const std::string& word) { return hashed(word, WRITTEN); }

inline void compare_names(const Searcher& searcher, const Asked& asked, const Asked& listed, int kind, Compared& out) {
  ReadName one, other;
  Reading reading = Searcher::reading_of(kind);
  read_name(asked.words, asked.count, reading, searcher.weights, one);
  mark_bare(one);
  read_name(listed.words, listed.count, reading, searcher.weights, other);
  compare(one, other, reading, searcher.weights,
          [&](int i, int j) { return similarity(one.words[i], other.words[j], searcher.weights); }, out);
}

}  // namespace ostrakon
