"""Make the subset fonts of this folder; see README.md for the sources. Needs python3 with fonttools 4.

usage: make-fonts.py <NotoSansSC_400Regular.ttf> <NotoSansCJK-Regular.ttc> <NotoSerifSC_700Bold.ttf> <FandolFang-Regular.otf>
"""
import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).parent
SIMPLIFIED_CHINESE_IN_TTC = 2


def gb2312_han():
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield ord(bytes([high, low]).decode('gb2312'))
            except UnicodeDecodeError:
                pass


def is_han(code):
    return 0x3400 <= code < 0xA000 or 0xF900 <= code < 0xFB00 or 0x20000 <= code < 0x33480


def is_hangul(code):
    return 0x1100 <= code < 0x1200 or 0x3130 <= code < 0x3190 or 0xA960 <= code < 0xA980 or 0xAC00 <= code < 0xD800


def write(font, codes, family, file):
    options = subset.Options()
    options.hinting = False
    options.layout_features = ['ccmp', 'kern', 'liga', 'locl', 'mark', 'mkmk']
    options.name_IDs = ['*']
    options.notdef_outline = True
    options.recalc_timestamp = False
    if 'CFF ' in font:
        options.desubroutinize = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    # A name of its own: a machine with the whole Noto family installed must not lend us another version.
    name = font['name']
    for record in list(name.names):
        if record.nameID in (16, 17, 21, 22, 25):
            name.removeNames(nameID=record.nameID)
    postscript = family.replace(' ', '')
    for record in list(name.names):
        new = {1: family, 2: 'Regular', 3: f'{postscript};subset', 4: family, 6: postscript}.get(record.nameID)
        if new:
            name.setName(new, record.nameID, record.platformID, record.platEncID, record.langID)
    font['OS/2'].usWeightClass = 400
    font['OS/2'].fsSelection = (font['OS/2'].fsSelection & ~0x21) | 0x40
    font['head'].macStyle = 0
    font.save(HERE / file)
    print(file, len(font.getBestCmap()), 'characters,', (HERE / file).stat().st_size, 'bytes')


sans, sans_collection, serif_bold, fang = sys.argv[1:]
shutil.copyfile(fang, HERE / 'FandolFang-Regular.otf')

# The wide pair also lends its characters to the other two faces where they have none (rare names, symbols).
font = TTFont(sans)
wide = {c for c in font.getBestCmap() if not is_hangul(c)}
write(font, wide, 'Wanghuolou Hei', 'WanghuolouHei.ttf')
font = TTCollection(sans_collection).fonts[SIMPLIFIED_CHINESE_IN_TTC]
write(font, {c for c in font.getBestCmap() if c not in wide and not is_hangul(c)}, 'Wanghuolou Hei Rare', 'WanghuolouHeiRare.otf')

common = set(gb2312_han())
font = TTFont(serif_bold)
write(font, {c for c in font.getBestCmap() if c in common or not (is_han(c) or is_hangul(c))}, 'Wanghuolou Biaosong', 'WanghuolouBiaosong.ttf')
