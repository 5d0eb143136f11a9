package io.github.spwf04.virtual.options;

/**
 * How a virtual module answers where real ones differ; the letters name the field fact behind a
 * switch.
 *
 * @param emptyLineBeforeOk whether a line of length 0 comes before every OK (B, the trap)
 * @param splitValues whether GCFG sends {@code var=} and the value in two packets (B.2)
 * @param resetAnswersOk whether RESET answers OK before the module restarts (C.1)
 * @param pendingDataMissing whether WIND 55 never comes (E)
 * @param readSlack bytes SOCKR gives beyond those asked for, when it has them (C.6)
 * @param maxDataPacket largest payload of one data packet
 * @param maxData longest data phase in bytes; a longer one is error 91
 */
public record ReplyOptions(
    boolean emptyLineBeforeOk,
    boolean splitValues,
    boolean resetAnswersOk,
    boolean pendingDataMissing,
    int readSlack,
    int maxDataPacket,
    int maxData) {
  public ReplyOptions {
    Range.check("readSlack", readSlack, 0, 65535);
    Range.check("maxDataPacket", maxDataPacket, 1, 65535);
    Range.check("maxData", maxData, 1, 1 << 30);
  }
}
