package dev.oneport.protocol.msgpack;

/**
 * First bytes of MessagePack values; the names are those of the specification, in which a {@code
 * FIX} format has its length or value in the low bits.
 *
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md#formats">MessagePack,
 *     Formats</a>
 */
final class Format {

  static final int FIXMAP = 0x80;
  static final int FIXARRAY = 0x90;
  static final int FIXSTR = 0xA0;
  static final int NIL = 0xC0;
  static final int FALSE = 0xC2;
  static final int TRUE = 0xC3;
  static final int BIN_8 = 0xC4;
  static final int BIN_16 = 0xC5;
  static final int BIN_32 = 0xC6;
  static final int EXT_8 = 0xC7;
  static final int EXT_16 = 0xC8;
  static final int EXT_32 = 0xC9;
  static final int FLOAT_32 = 0xCA;
  static final int FLOAT_64 = 0xCB;
  static final int UINT_8 = 0xCC;
  static final int UINT_16 = 0xCD;
  static final int UINT_32 = 0xCE;
  static final int UINT_64 = 0xCF;
  static final int INT_8 = 0xD0;
  static final int INT_16 = 0xD1;
  static final int INT_32 = 0xD2;
  static final int INT_64 = 0xD3;
  static final int FIXEXT_1 = 0xD4;
  static final int FIXEXT_8 = 0xD7;
  static final int FIXEXT_16 = 0xD8;
  static final int STR_8 = 0xD9;
  static final int STR_16 = 0xDA;
  static final int STR_32 = 0xDB;
  static final int ARRAY_16 = 0xDC;
  static final int ARRAY_32 = 0xDD;
  static final int MAP_16 = 0xDE;
  static final int MAP_32 = 0xDF;
  static final int NEGATIVE_FIXINT = 0xE0;

  /**
   * The dialect's one extension type. Its length tells what it is: of 1 byte {@code undefined}, of
   * 8 a date, with a length of its own an ArrayBuffer.
   */
  static final byte JAVASCRIPT = 0;

  private Format() {}
}
