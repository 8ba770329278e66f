# distutils: language = c++
# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""What Python sees of the kernel. The rules are in the headers beside this file; here are only conversions."""

import threading

import numpy as np

from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy
from libcpp.string cimport string
from libcpp.unordered_map cimport unordered_map
from libcpp.vector cimport vector

cdef extern from "weights.hpp" namespace "ostrakon" nogil:
    cdef cppclass Scale:
        double* source "from"
        double* to
    cdef cppclass Weights:
        Scale person_scale, thing_scale
        double translated, adjective, alike, alike_unvowelled, short_words, glued_article, initial, initial_says, cut_short, cut_off, cut_share, shortest_cut, least_alike, steepness
        double least_names, common_names, ordinary, particle, title, title_of_thing, generic, legal_form
        double query_share_person, query_share_thing, conflict, written_together, two_for_one
        double whole_name, other_family, one_word_of_several, different_numbers, additional_number, little_evidence_person, little_evidence_thing
        double enough_evidence_person, enough_evidence_thing
        double weak_alias, weak_alias_of_one_word

cdef extern from "words.hpp" namespace "ostrakon" nogil:
    const int MOST_LETTERS
    cdef cppclass Word:
        const char* text
        const char* sounds
        uint32_t consonants
        uint8_t length, sounds_length, role, form, unvowelled, sense, family, bare, generic
    int encode_sounds(const char* text, int length, char* out)
    uint32_t consonants_of(const char* sounds, int length)
    double similarity(const Word& asked, const Word& listed, const Weights& weights)

cdef extern from "alignment.hpp" namespace "ostrakon" nogil:
    const int MOST_WORDS
    cdef cppclass WeighedWord:
        Word word
        double rarity
    cdef cppclass Pair:
        uint8_t asked, asked_count, listed, listed_count
        double similarity
    cdef cppclass Compared:
        double score, asked_share, listed_share, evidence, conflict, commonness
        bint one_word, different_numbers, additional_number, written_together, other_family
        int pairs_count
        Pair* pairs
    cdef enum class Reading:
        PERSON
    cdef cppclass ReadName:
        int count
        double* weight
    void mark_bare(ReadName& name)
    void read_name(const WeighedWord* words, int count, Reading reading, const Weights& weights, ReadName& out)

cdef extern from "search.hpp" namespace "ostrakon" nogil:
    cdef cppclass Rows:
        const uint32_t* offsets
        const int32_t* values
        uint32_t rows
    cdef cppclass WordEntry:
        pass
    cdef cppclass List:
        uint32_t words, names, listings
        const WordEntry* entries
        const char* letters
        Rows name_words, word_names, by_key, by_joined
        const int32_t* name_listing
        const uint8_t* name_weak
        const uint8_t* listing_kind
        vector[float] rarities, totals
    cdef cppclass Hit:
        uint32_t list, name, listing
        double score
    cdef cppclass Asked:
        int count
        vector[char] bytes
        WeighedWord* words
    cdef cppclass Workspace:
        vector[Hit] hits
    cdef cppclass Searcher:
        vector[List] lists
        vector[List] weighing
        Weights weights
        double names
        unordered_map[uint64_t, double] ordinary
        double rarity(const Word& word)
        bint knows(const Word& word)
        void search(const Asked& asked, int kind, double least, int candidates, Workspace& space)
        @staticmethod
        Reading reading_of(int kind)
        void score(const ReadName& asked, uint32_t number, uint32_t name, Compared& out, Workspace* space)

cdef extern from "columns.hpp" namespace "ostrakon" nogil:
    void key_pairs(const List& list, uint32_t rows, vector[uint64_t]& out)
    void joined_pairs(const List& list, uint32_t rows, vector[uint64_t]& out)
    uint64_t hashed_word(const string& word)
    void compare_names(const Searcher& searcher, const Asked& asked, const Asked& listed, int kind, Compared& out)


cdef const uint8_t* _small(const uint8_t[::1] view):
    return &view[0] if view.shape[0] else NULL

cdef const uint32_t* _whole(const uint32_t[::1] view):
    return &view[0] if view.shape[0] else NULL

cdef const int32_t* _numbers(const int32_t[::1] view):
    return &view[0] if view.shape[0] else NULL

cdef Rows _rows(columns, name):
    cdef Rows rows
    rows.offsets = _whole(columns[name + ".offsets"])
    rows.values = _numbers(columns[name + ".values"])
    rows.rows = len(columns[name + ".offsets"]) - 1
    return rows

cdef void _fill_words(List& target, columns):
    target.words = len(columns["word_entries"]) // 16
    target.entries = <const WordEntry*>_small(columns["word_entries"])
    target.letters = <const char*>_small(columns["word_letters"])

cdef List _list(columns):
    cdef List target
    _fill_words(target, columns)
    target.names = len(columns["name_listing"])
    target.listings = len(columns["listing_kind"])
    target.name_words = _rows(columns, "name_words")
    target.word_names = _rows(columns, "word_names")
    target.by_key = _rows(columns, "by_key")
    target.by_joined = _rows(columns, "by_joined")
    target.name_listing = _numbers(columns["name_listing"])
    target.name_weak = _small(columns["name_weak"])
    target.listing_kind = _small(columns["listing_kind"])
    target.rarities.assign(target.words, 0)
    target.totals.assign(target.names, 0)
    return target

cdef void _scale(Scale& target, points) except *:
    if len(points) != 7:
        raise ValueError(f"a scale of {len(points)} points: 7 are needed")
    for i in range(7):
        target.source[i], target.to[i] = points[i]

cdef Weights _weights(values):
    cdef Weights target
    target.alike, target.glued_article, target.initial = values.alike, values.glued_article, values.initial
    target.cut_short, target.cut_share, target.shortest_cut = values.cut_short, values.cut_share, values.shortest_cut
    target.least_alike, target.steepness = values.least_alike, values.steepness
    target.ordinary = values.ordinary
    target.common_names, target.particle, target.title = values.common_names, values.particle, values.title
    target.legal_form, target.title_of_thing = values.legal_form, values.title_of_thing
    target.generic, target.alike_unvowelled = values.generic, values.alike_unvowelled
    target.cut_off, target.translated = values.cut_off, values.translated
    target.least_names = values.least_names
    target.adjective, target.whole_name = values.adjective, values.whole_name
    _scale(target.person_scale, values.person_scale)
    _scale(target.thing_scale, values.thing_scale)
    target.other_family = values.other_family
    target.short_words, target.initial_says = values.short_words, values.initial_says
    target.query_share_person, target.query_share_thing = values.query_share_person, values.query_share_thing
    target.conflict, target.written_together = values.conflict, values.written_together
    target.two_for_one, target.one_word_of_several = values.two_for_one, values.one_word_of_several
    target.different_numbers, target.additional_number = values.different_numbers, values.additional_number
    target.little_evidence_person, target.little_evidence_thing = values.little_evidence_person, values.little_evidence_thing
    target.enough_evidence_person, target.enough_evidence_thing = values.enough_evidence_person, values.enough_evidence_thing
    target.weak_alias, target.weak_alias_of_one_word = values.weak_alias, values.weak_alias_of_one_word
    return target

cdef void _ask(tokens, Asked& asked) except *:
    """Letters and sounds of all tokens in one buffer; rarities are filled in later."""
    cdef int count = min(len(tokens), MOST_WORDS), place = 0, length
    cdef bytes text
    asked.count = count
    asked.bytes.resize(count * 3 * MOST_LETTERS)
    for i in range(count):
        token = tokens[i]
        text = token.text.encode("ascii")[:MOST_LETTERS]
        length = len(text)
        memcpy(asked.bytes.data() + place, <const char*>text, length)
        asked.words[i].word.text = asked.bytes.data() + place
        asked.words[i].word.length = length
        place += MOST_LETTERS
        asked.words[i].word.sounds = asked.bytes.data() + place
        if token.heard:
            text = token.heard.encode("ascii")[:MOST_LETTERS]
        asked.words[i].word.sounds_length = encode_sounds(text, len(text), asked.bytes.data() + place)
        place += 2 * MOST_LETTERS
        asked.words[i].word.consonants = consonants_of(asked.words[i].word.sounds, asked.words[i].word.sounds_length)
        asked.words[i].word.role = token.role
        asked.words[i].word.form = token.form
        asked.words[i].word.unvowelled = token.unvowelled
        asked.words[i].word.sense = token.sense
        asked.words[i].word.family = asked.words[i].word.bare = asked.words[i].word.generic = 0

cdef void _weigh(const Searcher& searcher, Asked& asked) noexcept nogil:
    cdef int i
    for i in range(asked.count):
        asked.words[i].rarity = searcher.rarity(asked.words[i].word)


cdef class _Space:
    cdef Workspace space


cdef class Kernel:
    """Searches lists (mappings of column name to array, as the index keeps them) by `weights`.

    How rare a word is, the names on the lists `weighing` tell, where any are given.

    Threads may share one kernel: searching releases Python's lock.
    """

    cdef Searcher searcher
    cdef object _columns, _spaces

    def __cinit__(self, lists, weights, ordinary, weighing=()):
        self._columns = [*lists, *weighing]  # kept alive: the searcher points into them
        self._spaces = threading.local()
        self.searcher.weights = _weights(weights)
        self.searcher.names = 0
        for word, count in ordinary.items():
            self.searcher.ordinary[hashed_word(word.encode())] = count
        for columns in lists:
            self.searcher.lists.push_back(_list(columns))
        for columns in weighing:
            self.searcher.weighing.push_back(_list(columns))
        for columns in weighing or lists:
            self.searcher.names += len(columns["name_listing"])

    cdef _Space _space(self):
        space = getattr(self._spaces, "space", None)
        if space is None:
            space = self._spaces.space = _Space()
        return space

    def rarities(self, tokens):
        """The natural logarithm of one name in how many holds each token."""
        cdef Asked asked
        _ask(tokens, asked)
        _weigh(self.searcher, asked)
        return [asked.words[i].rarity for i in range(asked.count)]

    def knows(self, tokens):
        """For each token, whether some list holds a word written so or heard alike."""
        cdef Asked asked
        _ask(tokens, asked)
        return [self.searcher.knows(asked.words[i].word) for i in range(asked.count)]

    def search(self, tokens, int kind, double least, int candidates, int limit):
        """The listings that agree best: (list, listing, name, score), best first; `kind` -1 for any."""
        return self.search_many([(tokens, kind)], least, candidates, limit)[0]

    def search_many(self, queries, double least, int candidates, int limit):
        """`search` for each (tokens, kind) of `queries`."""
        cdef vector[Asked] asked
        cdef vector[vector[Hit]] found
        cdef vector[int] kinds
        cdef size_t n = len(queries), i, k
        cdef _Space mine = self._space()
        asked.resize(n)
        found.resize(n)
        for i in range(n):
            tokens, kind = queries[i]
            kinds.push_back(kind)
            _ask(tokens, asked[i])
        with nogil:
            for i in range(n):
                _weigh(self.searcher, asked[i])
                self.searcher.search(asked[i], kinds[i], least, candidates, mine.space)
                if <int>mine.space.hits.size() > limit:
                    mine.space.hits.resize(limit)
                found[i] = mine.space.hits
        return [[(hit.list, hit.listing, hit.name, hit.score) for hit in found[i]] for i in range(n)]

    def score(self, tokens, int number, names):
        """`tokens` against each of the given names of one list: [score]."""
        return [self._score(tokens, number, name)[0] for name in names]

    def explain(self, tokens, int number, int name):
        """`tokens` against one listed name, told in full; see `_told`."""
        return self._score(tokens, number, name)[1]

    cdef _score(self, tokens, int number, int name):
        cdef Asked asked
        cdef ReadName read
        cdef Compared compared
        _ask(tokens, asked)
        _weigh(self.searcher, asked)
        cdef int kind = self.searcher.lists[number].listing_kind[self.searcher.lists[number].name_listing[name]]
        read_name(asked.words, asked.count, Searcher.reading_of(kind), self.searcher.weights, read)
        mark_bare(read)
        self.searcher.score(read, number, name, compared, NULL)
        return compared.score, _told(compared)

    def compare(self, tokens, other, int kind):
        """Two names that need not be listed, the second read as of `kind`."""
        cdef Asked asked, listed
        cdef Compared compared
        _ask(tokens, asked)
        _ask(other, listed)
        _weigh(self.searcher, asked)
        _weigh(self.searcher, listed)
        compare_names(self.searcher, asked, listed, kind, compared)
        return _told(compared)


cdef _told(Compared& compared):
    """score, pairs (asked, how many, listed, how many, similarity), and what the rules found."""
    pairs = [
        (compared.pairs[k].asked, compared.pairs[k].asked_count, compared.pairs[k].listed,
         compared.pairs[k].listed_count, compared.pairs[k].similarity)
        for k in range(compared.pairs_count)
    ]
    return {
        "score": compared.score, "pairs": pairs, "asked_share": compared.asked_share,
        "listed_share": compared.listed_share, "evidence": compared.evidence, "conflict": compared.conflict,
        "commonness": compared.commonness,
        "one_word": bool(compared.one_word), "different_numbers": bool(compared.different_numbers),
        "additional_number": bool(compared.additional_number), "written_together": bool(compared.written_together),
        "other_family": bool(compared.other_family),
    }


def sounds_of(str text):
    """(sounds, consonants) of a word of lower-case ASCII; at most 48 letters are looked at."""
    cdef bytes letters = text.encode("ascii")[:MOST_LETTERS]
    cdef char heard[96]
    cdef int n = encode_sounds(letters, len(letters), heard)
    return heard[:n], consonants_of(heard, n)


def word_similarity(one, other, weights):
    """0 (different words) to 1 (the same), for two tokens."""
    cdef Asked asked, listed
    cdef Weights values = _weights(weights)
    _ask([one], asked)
    _ask([other], listed)
    return similarity(asked.words[0].word, listed.words[0].word, values)


cdef _row_arrays(vector[uint64_t]& pairs, uint32_t rows):
    """Offsets and values of sorted (row << 32 | value) pairs, each pair once."""
    cdef uint64_t[::1] view
    if pairs.size() == 0:
        return np.zeros(rows + 1, np.uint32), np.zeros(0, np.int32)
    view = <uint64_t[:pairs.size()]> pairs.data()
    array = np.unique(np.asarray(view))
    counts = np.bincount((array >> np.uint64(32)).astype(np.int64), minlength=rows)
    offsets = np.zeros(rows + 1, np.uint32)
    np.cumsum(counts, out=offsets[1:])
    return offsets, (array & np.uint64(0xFFFFFFFF)).astype(np.uint32).view(np.int32)


def key_rows(columns, uint32_t rows):
    """Words by the low bits of their keys: (offsets, values). `rows` is a power of two.

    A value is the word's number, below 2 ** 24, and eight more bits of the key above.
    """
    cdef List target
    cdef vector[uint64_t] pairs
    _fill_words(target, columns)
    key_pairs(target, rows, pairs)
    return _row_arrays(pairs, rows)


def joined_rows(columns, uint32_t rows):
    """Names by the low bits of the keys of their letters written together: (offsets, values)."""
    cdef List target
    cdef vector[uint64_t] pairs
    _fill_words(target, columns)
    target.names = len(columns["name_listing"])
    target.name_words = _rows(columns, "name_words")
    joined_pairs(target, rows, pairs)
    return _row_arrays(pairs, rows)
