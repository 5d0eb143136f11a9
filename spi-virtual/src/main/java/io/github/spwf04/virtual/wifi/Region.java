package io.github.spwf04.virtual.wifi;

import io.github.spwf04.virtual.runtime.Settings;
import java.util.stream.IntStream;

/** The channels of wifi_region, in the order of its values (Table 7). */
public enum Region {
  PASSIVE(range(0, 13)),
  CHANNEL_ACTIVITY(range(0, 13)),
  USA(range(1, 11)),
  CANADA(range(1, 11)),
  EUROPE(range(1, 13)),
  FRANCE(range(10, 11)),
  JAPAN_X40(range(1, 13)),
  JAPAN_X41(range(10, 11) | 1 << 14);

  private static final Region[] REGIONS = values();

  private final int channels;

  Region(int channels) {
    this.channels = channels;
  }

  private static int range(int first, int last) {
    return IntStream.rangeClosed(first, last).map(channel -> 1 << channel).sum();
  }

  /** That of the variables. */
  public static Region of(Settings settings) {
    return REGIONS[(int) settings.number("wifi_region")];
  }

  /** The status variable wifi_chan_activity: a bit for each channel that may be sent on. */
  public int channels() {
    return channels;
  }

  /** Whether SCAN sees a network there: chosen, a passive scan hears all of them. */
  boolean scans(int channel) {
    return this == PASSIVE || (channels >>> channel & 1) != 0;
  }
}
