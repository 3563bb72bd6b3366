"""Records what microgpt.py and CPython's random give: the known answers of the tests.

    python3 record.py path/to/microgpt.py [case ...]

microgpt.py is Andrej Karpathy's, the version of 2026-02-12 (https://karpathy.ai/microgpt.html); it is
not part of this project. Recorded with CPython 3.11 and glibc 2.36. Each case becomes CASE.recorded
beside this file, lines of a key and its values. The standard case takes minutes, the others seconds.
"""
import os
import random
import re
import struct
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = '../../../data/names.txt'

# case: (data, settings that differ from microgpt.py's, steps before which "emma" is traced)
CASES = {
    'standard': (NAMES, {}, {0, 10, 100, 500, 1000}),
    'accents': ('accents.txt', dict(
        steps=40, n_layer=2, n_embd=8, n_head=2, block_size=6, seed=7), ()),
    'spaces': ('spaces.txt', dict(
        steps=20, n_layer=2, n_embd=4, n_head=4, block_size=8, seed=99999999999, temperature=2.0), ()),
    'one': ('one.txt', dict(
        steps=25, n_embd=4, n_head=2, block_size=3, seed=4294967296, temperature=2.0), ()),
    'tiny': ('accents.txt', dict(
        steps=30, n_embd=1, n_head=1, block_size=1, seed=0, learning_rate=0.1), ()),
    'wide': (NAMES, dict(
        steps=12, n_embd=24, n_head=3, block_size=5, seed=-123456789012, temperature=0.8), ()),
    'deep': (NAMES, dict(steps=10, n_layer=3, n_embd=12, n_head=4, block_size=9, seed=1), ()),
    'cold': (NAMES, dict(
        steps=6, n_embd=8, n_head=1, block_size=20, seed=-1, temperature=0.01), ()),
    'hot': (NAMES, dict(
        steps=15, n_embd=6, n_head=3, block_size=4, seed=9223372036854775807, learning_rate=0.5,
        temperature=10.0), ()),
}


def put(pattern, replacement, source):
    changed, times = re.subn(pattern, replacement, source, flags=re.M)
    assert times == 1, (pattern, times)
    return changed


def changed(source, settings):
    patterns = {
        'seed': (r'^random\.seed\(42\)', 'random.seed(%s)'),
        'steps': (r'^num_steps = 1000', 'num_steps = %s'),
        'learning_rate': (r'= 0\.01, 0\.85,', '= %s, 0.85,'),
        'temperature': (r'^temperature = 0\.5', 'temperature = %s'),
    }
    for key, value in settings.items():
        pattern, replacement = patterns.get(key, (r'^%s = \d+' % key, key + ' = %s'))
        source = put(pattern, replacement % value, source)
    source = put(r"open\('input\.txt'\)", "open('input.txt', encoding='utf-8')", source)
    source = put(r'^for step in range\(num_steps\):', r'\g<0>\n    TRACE(step)', source)
    source = put(r'^    print\(f"step .*', r"    WRITE('loss', loss.data)", source)
    source = put(r'^print\(f?"\\n--- .*', 'TRACE(num_steps)', source)
    source = put(r'^    print\(f"sample .*', r"    WRITE('name', ''.join(sample))", source)
    source = put(
        r'^( *)x = \[t \+ p .*', r"\g<0>\n\1WATCH.append(('embedding', x))", source)
    return put(
        r'^( *)attn_weights = .*', r"\g<0>\n\1WATCH.append(('weights', attn_weights))", source)


def run(source, case):
    data, settings, moments = CASES[case]
    data = os.path.join(HERE, data)
    watched = []
    with open(os.path.join(HERE, case + '.recorded'), 'w', encoding='utf-8') as out:
        def write(key, *values):
            print(key, *(v if isinstance(v, (str, int)) else repr(v) for v in values), file=out)

        def trace(moment):
            if moment not in moments:
                return
            write('trace', moment)
            text, bos = 'emma', model['BOS']
            tokens = [bos] + [model['uchars'].index(c) for c in text] + [bos]
            keys, values = ([[] for _ in range(model['n_layer'])] for _ in range(2))
            for position, (token, target) in enumerate(zip(tokens, tokens[1:])):
                watched.clear()
                logits = model['gpt'](token, position, keys, values)
                probabilities = model['softmax'](logits)
                for key, nodes in watched + [('logits', logits), ('probabilities', probabilities)]:
                    write(key, *(node.data for node in nodes))
                write('traced', (-probabilities[target].log()).data)

        model = dict(TRACE=trace, WRITE=write, WATCH=watched)
        write('data', os.path.basename(data))
        for key, value in settings.items():
            write(key, value)
        home = os.getcwd()
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(data, os.path.join(folder, 'input.txt'))
            os.chdir(folder)
            exec(compile(changed(source, settings), 'microgpt.py', 'exec'), model)
            os.chdir(home)
        parameters = [p.data for p in model['params']]
        write('parameters', len(parameters))
        for value in parameters[:64]:
            write('parameter', value)
        write('digest', digest(parameters))


def digest(numbers):
    """FNV-1a of all the numbers' bits, 64 at a time."""
    value = 0xcbf29ce484222325
    for number in numbers:
        bits, = struct.unpack('<Q', struct.pack('<d', number))
        value = (value ^ bits) * 0x100000001b3 % 2**64
    return '%016x' % value


def record_random():
    with open(os.path.join(HERE, 'random.recorded'), 'w') as out:
        for seed in (42, 0, 1, -42, 2**32 - 1, 2**32, -2**32 - 5, 2**63 - 1, -2**63):
            print('seed', seed, file=out)
            random.seed(seed)
            for _ in range(8):
                print('random', repr(random.random()), file=out)
            for n in (1, 2, 10, 33, 130):
                deck = list(range(n))
                random.shuffle(deck)
                print('shuffle', *deck, file=out)
            for _ in range(9):
                print('gauss', repr(random.gauss(0, 0.08)), file=out)
            print('skip', repr(random.random()), file=out)
            print('wide', repr(random.gauss(0, 3)), file=out)
            weights = [random.random() for _ in range(7)] + [0.0]  # the last is never drawn
            print('weights', *map(repr, weights), file=out)
            print('choices', *(random.choices(range(8), weights)[0] for _ in range(20)), file=out)


if __name__ == '__main__':
    with open(sys.argv[1], encoding='utf-8') as file:
        original = file.read()
    for name in sys.argv[2:] or [*CASES, 'random']:
        record_random() if name == 'random' else run(original, name)
