"""Texts that try to make their reader spend time and memory, as pieces: whoever measures a program must stay small itself."""

MILLION = 1_000_000
MIB = 1 << 20


def times(piece, count):
    """`piece` again and again, in pieces of some size."""
    block = max(1, min(count, 65536 // len(piece)))
    for _ in range(count // block):
        yield piece * block
    yield piece * (count % block)


def numbered(form, count):
    """`form % i` for each i below `count`."""
    for begin in range(0, count, 10000):
        yield "".join(form % i for i in range(begin, min(begin + 10000, count)))


def around(before, pieces, after=""):
    yield before
    yield from pieces
    yield after


def laughs(levels, width, form):
    """Each level names the one before `width` times; `form` makes a value of the list of names."""
    yield "\n a0: &a0 { k: v }\n"
    for level in range(1, levels + 1):
        yield " a%d: &a%d %s\n" % (level, level, form(["*a%d" % (level - 1)] * width, level))


def in_list(names, level):
    return "[%s]" % ", ".join(names)


def in_mapping(names, level):
    return "{ %s }" % ", ".join("k%d: %s" % pair for pair in enumerate(names))


def merged(names, level):
    return "{ <<: [%s], k%d: v }" % (", ".join(names), level)


def yaml_texts():
    """{name: pieces}, each to stand behind a key at the beginning of a line."""
    return {
        "brackets": times("[", MIB),
        "brackets that close": around("", times("[", 50000), "]" * 50000),
        "braces": times("{a: ", MIB),
        "dashes on one line": around("\n ", times("- ", MIB)),
        "question marks on one line": around("\n ", times("? ", MIB)),
        "blocks in blocks": around("\n", (" " * i + "k:\n" for i in range(1, 1500))),
        "aliases, wide": laughs(9, 10, in_list),
        "aliases, deep": laughs(60, 2, in_list),
        "aliases of mappings": laughs(9, 10, in_mapping),
        "one list a million times": around("\n a: &a [x, y, z]\n b: [", times("*a,", MILLION), "]\n"),
        "merge keys, wide": laughs(9, 10, merged),
        "merge keys, deep": laughs(60, 2, merged),
        "a million anchors": around("[", times("&a x, ", MILLION), "]"),
        "a million tags": around("[", times("!t x, ", MILLION), "]"),
        "a line of 1 MB": times("x", MIB),
        "a line of 100 MB": times("x", 100 * MIB),
        "a key of 1 MB": around("\n ", times("x", MIB), ": 1\n"),
        "a quoted text of 15 MB": around('"', times("x", 15 * MIB), '"'),
        "a million escapes": around('"', times("\\x41", MILLION), '"'),
        "an open quote": around('"', times("x\n", MILLION)),
        "a million lines of a text": around("\n", times(" x\n", MILLION)),
        "a million empty lines in a text": around("a", times("\n", MILLION), " b"),
        "a block of a million lines": around(">\n", times(" x\n", MILLION)),
        "a million keys": around("\n", numbered(" k%d: 1\n", MILLION)),
        "a million equal keys": around("\n", times(" k: 1\n", MILLION)),
        "a million items": around("\n", times(" - 1\n", MILLION)),
        "a million lists of lists": around("[", times("[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],", MILLION // 16), "]"),
        "a million items in brackets": around("[", times("1,", MILLION), "]"),
        "a million commas": around("[", times(",", MILLION), "]"),
        "a million colons": around("\n", times(" :\n", MILLION)),
        "a million documents": around("x\n", times("--- x\n", MILLION)),
        "a million directives": around("x\n...\n", times("%Z x\n", MILLION), "--- x\n"),
        "tabs": around("\n", times("\t", MIB), "a: b"),
        "lone returns": around("\n", times(" a: b\r", MILLION)),
        "100 MB of comments": around("\n", times("#" + "x" * 78 + "\n", 100 * MIB // 80)),
    }


def json_texts():
    """{name: pieces}: values in JSON."""
    return {
        "brackets": times("[", MIB),
        "brackets that close": around("", times("[", 50000), "]" * 50000),
        "braces": times('{"a":', MIB),
        "a million items": around("[", times("1,", MILLION), "1]"),
        "a million objects": around("[", times('{"Id":"x"},', MILLION), "{}]"),
        "a million keys": around("{", numbered('"k%d":1,', MILLION), '"x":1}'),
        "a line of 15 MB": around('"', times("x", 15 * MIB), '"'),
        "a long number": times("9", MIB),
        "100 MB of blanks": times(" ", 100 * MIB),
    }


def ir_texts():
    """{name: pieces}: modules in the textual IR."""
    return {
        "blocks in blocks": around("module {\n", times("layer {\n", MILLION)),
        "brackets": around("module {\n", times("[", MILLION)),
        "a line of 15 MB": around('module {\n image "', times("x", 15 * MIB), '" {}\n}\n'),
        "a million images": around("module {\n", numbered(' image "i%d" {}\n', MILLION), "}\n"),
        "a million unknown items": around("module {\n", times(" x y\n", MILLION), "}\n"),
        "100 MB of comments": times("// " + "x" * 76 + "\n", 100 * MIB // 80),
    }
