package io.github.spwf04.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A variable of the module (Tables 7 to 9).
 *
 * @param table the list it belongs to
 * @param name its name; array elements are variables of their own, {@code wifi_wep_keys[0]}
 * @param type what its value is
 * @param size bytes a TEXT or HEX_BYTES value may hold, digits of DIGITS, numbers of INTS, 0 for
 *     other types
 * @param defaultValue the factory value, for status and peer variables the manual's example
 * @param min least value of a number; the fewest bytes that may be given for HEX_BYTES, whose
 *     others are zero then
 * @param max greatest value of a number
 * @param writable whether SCFG takes it
 * @param secret whether it holds a password or a key; {@link Secrets} is who to ask
 * @param meaning what it is for, with the meaning of its values
 */
public record Variable(
    Table table,
    String name,
    Type type,
    int size,
    String defaultValue,
    long min,
    long max,
    boolean writable,
    boolean secret,
    String meaning) {

  /** What a web page of remote configuration calls its password, as if it were a variable. */
  public static final String REMOTE_KEY = "Key";

  /** The three lists of variables. */
  public enum Table {
    /** Table 7: read with GCFG, written with SCFG. */
    CONFIGURATION,
    /** Table 8: read with STS. */
    STATUS,
    /** Table 9: read with PEERS. */
    PEER
  }

  /** What a value is. */
  public enum Type {
    /** A decimal number. */
    INT,
    /** Decimal digits, each of which counts, zeros too. */
    DIGITS,
    /** Decimal numbers with a blank between them, at most {@link Variable#size}; or none. */
    INTS,
    /** A hexadecimal number, printed {@code 0x…}; given with or without it. */
    HEX,
    /** Bytes written as hexadecimal pairs, with colons when the module prints them. */
    HEX_BYTES,
    /** Text of at most {@link Variable#size} bytes. */
    TEXT,
    /** An IPv4 address. */
    IPV4,
    /** An IPv6 address. */
    IPV6
  }

  /** All variables of a table, in the order of the manual, which is that of a full dump. */
  public static List<Variable> all(Table table) {
    return VariableTable.of(table).rows();
  }

  /** What the module makes of a text that is given for it, a character a byte. */
  public VariableValue read(String text) {
    return VariableValue.of(this, text);
  }

  /**
   * @return the variable of that name, or null when there is none
   */
  public static @Nullable Variable find(Table table, String name) {
    return VariableTable.of(table).find(name);
  }
}
