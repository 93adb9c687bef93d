"""A reader of the wire protocol, from PROTOCOL.md alone; numbers in parentheses are its clauses. Standard library only.

    python3 decode.py vectors/*.json    reads the vectors, and says which are not as they say
    python3 decode.py                   answers lines as "frame 843f0fc9920800" with the message, or the code, as JSON
"""
import json, math, struct, sys, zlib

LIMITS = {"maxBytes": 1 << 20, "maxCells": 1 << 16, "maxNames": 1 << 16, "maxNameUnits": 1024}  # (P5)
KINDS = {"frame": {  # (P4): the fields of each, and their types where these are called otherwise
    0: "hello versions tensor:text levels:texts incarnation:identity cursor:texts epoch:known revision:integer token",
    1: "welcome version epoch:identity revision:integer answered:integer refusal:text lease:integer maxBytes:integer"
       " maxCells:integer", 2: "names numbers names:texts", 3: "delta base revision:integer cells", 4: "part cells",
    5: "publish sequence:integer cells", 6: "acknowledge sequence:integer", 7: "refuse sequence:integer code:text",
    8: "renew", 9: "bye code:text"}, "entry": {16: "publish incarnation:identity sequence:integer :named",  # (P9)
    17: "refuse incarnation:identity sequence:integer code:text", 18: "write :named", 19: "withdraw slice hub:text",
    20: "return slice hub:text", 21: "begin tensor:text levels:texts"}, "hubState": {32: " tensor:text levels:texts"
    " revision:integer answered:answers held:holders withdrawn:named standing:named"}, "replicaState": {  # (P10)
    48: " incarnation:identity epoch:known revision:integer sequence:integer isSent:flag standing:named sent:named"
    " pending:named"}, "replicaRecord": {49: "wrote :named", 50: "sent sequence:integer count:integer",
    51: "renumbered sequence:integer", 52: "answered sequence:integer",
    53: "advanced epoch:identity base revision:integer :named"}}
WIDTHS = {"versions": 2, "cells": 5, "named": 8, "slice": 2, "answers": 3, "holders": 3}  # of all other fields 1
Refusal = type("Refusal", (Exception,), {})  # its text is the code (P1.7)

def check(holds, code="invalid-bytes"):
    if not holds:
        raise Refusal(code)
    return holds

class Reader:
    def __init__(self, data, limits):  # (P1.2)
        self.data, self.limits, self.at = data, limits, 4
        check(self.limit(len(data), "maxBytes") > 4 and zlib.crc32(data[4:]) == int.from_bytes(data[:4], "little"))
    def limit(self, found, name):
        check(found <= self.limits.get(name, math.inf), "too-large")
        return found
    def take(self, length):
        self.at += length
        check(self.at <= len(self.data))
        return self.data[self.at - length:self.at]
    def sized(self, short, first, leasts, sizes=(1, 2, 4)):
        """A number within one of the headers `short`, or in the bytes after one of the headers from `first` on."""
        head = self.take(1)[0]
        if head in short:
            return head - short[0]
        size = head - first if check(first <= head < first + len(sizes)) else 0
        number = int.from_bytes(self.take(sizes[size]), "big")
        return number if check(number >= leasts[size]) else 0
    def integer(self, most=2 ** 53 - 1):  # (P2.1)
        is_double = self.data[self.at:self.at + 1] == b"\xcb"
        number = struct.unpack(">xd", self.take(9))[0] if is_double else self.sized(range(128), 0xCC, (128, 256, 65536))
        check(number <= most and (not is_double or number.is_integer() and number >= 2 ** 32))
        return int(number)
    def text(self, limit="maxNameUnits"):  # (P2.2)
        data = self.take(self.sized(range(0xA0, 0xC0), 0xD9, (32, 256, 65536)))
        text = data.decode(errors="replace")
        self.limit(len(text.encode("utf-16-le")) // 2, limit)
        return text if check(text.encode() == data) else ""
    def texts(self):  # (P2.4)
        length = self.sized(range(0x90, 0xA0), 0xDC, (16, 65536), (2, 4))
        return [self.text() for _ in range(self.limit(length, "maxNames"))]
    def binary(self):  # (P2.3)
        return self.take(self.sized(range(0), 0xC4, (0, 256, 65536)))

    def varints(self, is_ascending=False, limit="", most=2 ** 53):  # (P2.7); of differences the sums
        numbers, number, shift = [], 0, 0
        for byte in self.binary():
            check(byte or not shift)
            number, shift = number | (byte & 127) << shift, shift + 7
            if byte < 128:
                check(not is_ascending or number or not numbers)
                numbers.append(number + (numbers[-1] if is_ascending and numbers else 0))
                number, shift = 0, 0
        check(not shift and max(numbers, default=0) < most and self.limit(len(numbers), limit) >= 0)
        return numbers

    def cells(self):  # (P3)
        options, dimensions = self.integer(2 ** 32), self.integer(2 ** 32)
        keys, contents, unset = self.varints(True), self.binary(), self.varints(True)
        self.limit(len(keys) + len(unset), "maxCells")
        check(len({*keys, *unset}) == len(keys) + len(unset) and (options * dimensions or not keys + unset))
        width = "d" if len(contents) > 4 * len(keys) else "f"
        check(len(contents) == struct.calcsize(width) * len(keys))
        numbers, rows = struct.unpack(f"<{len(keys)}{width}", contents), []
        check(width == "f" or any(number != single(number) for number in numbers))  # (P3.5)
        for key, content in [*zip(keys, numbers), *((key, None) for key in unset)]:
            place, layer = divmod(key // options // dimensions, 2)
            check(content is None or math.isfinite(content) or content == math.inf and layer == 0)  # (P3.6)
            check((content != 0 or math.copysign(1, content) > 0) and place < 2 ** 32)
            rows.append({"place": place, "layer": ("value", "weight")[layer], "option": key % options, "dimension":
                         key // options % dimensions, "content": "inf" if content == math.inf else content})
        greatest = [max((row[axis] for row in rows), default=-1) for axis in ("option", "dimension")]
        return rows if check(greatest == [options - 1, dimensions - 1]) else []  # (P3.3)

    def slices(self, *columns):  # (P8.1, P9.4): levels and instances, and what else stands beside them
        levels, *rest = self.binary(), self.texts(), *(column() for column in columns)
        check(all(len(column) == len(levels) for column in rest) and len({*zip(levels, rest[0])}) == len(levels))
        return [list(each) for each in zip(levels, *rest)] if check(max(levels, default=0) < 32) else []
    def named(self):  # (P8)
        slices, names, cells = self.slices(), self.texts(), self.cells()
        check(len(set(names)) == len(names) and all(row["place"] < len(slices) for row in cells))
        check(all(row["option"] < len(names) > row["dimension"] and names[row["dimension"]] for row in cells))
        return {"slices": slices, "names": names, "cells": cells}
    def answers(self):  # (P9.3)
        data, sequences, refusals = self.binary(), self.varints(), self.texts()
        incarnations = [data[at:at + 16].hex() for at in range(0, len(data), 16)]
        check(len(data) == 16 * len(refusals) and len(sequences) == len(refusals) == len(set(incarnations)))
        return [list(each) for each in zip(incarnations, sequences, refusals)]

    def field(self, kind):
        offered = lambda least, most: check(least <= 1 <= most, "unsupported-version") and [least, most]  # (P6.1)
        identity = lambda data, *lengths: data.hex() if check(len(data) in lengths) else ""  # (P2.6)
        own = {"base": lambda: self.integer() - 1, "flag": lambda: self.integer(1) == 1,
               "numbers": lambda: self.varints(True, "maxNames", 2 ** 32), "token": lambda: self.text(""),
               "version": lambda: offered(*[self.integer()] * 2)[0], "identity": lambda: identity(self.binary(), 16),
               "known": lambda: identity(self.binary(), 0, 16), "slice": lambda: [self.integer(31), self.text()],
               "versions": lambda: offered(self.integer(), self.integer()), "holders": lambda: self.slices(self.texts)}
        return own.get(kind, getattr(self, kind, None))()

def single(number):
    return struct.unpack("<f", struct.pack("<f", number))[0] if not 3.4028235e38 < abs(number) < math.inf else None

def read(of, data, limits):
    """What the bytes say, or the code with which they are refused (P1)."""
    try:
        reader = Reader(data, {**(LIMITS if of == "frame" else {"maxNameUnits": 1024}), **limits})
        elements, kind = reader.sized(range(0x90, 0xA0), 0xDC, (16, 65536), (2, 4)), reader.integer()
        word, *fields = KINDS[of][check(kind in KINDS[of], "unsupported-version") and kind].split(" ")
        message = {**({"kind": word} if word else {}), **({"number": reader.integer()} if of == "frame" else {})}
        for name, kind in (pairs := [(field.split(":") * 2)[:2] for field in fields]):
            found = reader.field(kind)
            message.update({name: found} if name else found)
        width = 1 + (of == "frame") + sum(WIDTHS.get(kind, 1) for _, kind in pairs)
        check(elements == width and reader.at == len(data))
        return message if check(word != "names" or len(message["numbers"]) == len(message["names"])) else {}
    except Refusal as refusal:
        return str(refusal)

def main(paths):
    for of, digits in () if paths else (line.split() for line in sys.stdin):
        print(json.dumps(read(of, bytes.fromhex(digits), {})), flush=True)
    cases = [case for path in paths for case in json.load(open(path, encoding="ascii"))["cases"]]
    wrong = [case["id"] for case in cases if case.get("gives", case.get("refused")) !=
             read(case["of"], bytes.fromhex(case["hex"]), case.get("limits", {}))]
    if paths:
        print(*wrong, f"{len(cases)} vectors, {len(wrong)} not as they say", sep="\n")
    return len(wrong) > 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
