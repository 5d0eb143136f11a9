package io.github.spwf04.catalog;

/**
 * The names of the parameters, as the usages of section 6 have them. The same name can mean
 * something else in another command: what it means there is the {@link Parameter#meaning} of the
 * row.
 */
public enum ParameterName {
  ACTION("action"),
  ADDRESS("address"),
  BINARY("binary"),
  CFG_VAR("cfg_var"),
  CID("cid"),
  COUNTER("counter"),
  DATALEN("datalen"),
  DIRECTION("direction"),
  DUTY_CYCLE("duty_cycle"),
  ERASE("erase"),
  EXTENSIONS("extensions"),
  FILENAME("filename"),
  FILTER("filter"),
  FREQUENCY("frequency"),
  FUNCTION("function"),
  HELO_ID("ID"),
  HOSTNAME("hostname"),
  ID("id"),
  INTERRUPT("interrupt"),
  IN_FILENAME("in_filename"),
  KEEP_ALIVE("keep_alive"),
  KEY("key"),
  KEYWORD("keyword"),
  KIND("kind"),
  LAST_FRAG("last_frag"),
  LAST_FRAME("last_frame"),
  LAST_WILL_MESSAGE("lastWill_message"),
  LAST_WILL_QOS("lastWill_QoS"),
  LAST_WILL_TOPIC("lastWill_topic"),
  LEN("len"),
  LENGTH("length"),
  LEVEL("level"),
  LOCAL_FILENAME("local_filename"),
  MEM("mem"),
  MODE("mode"),
  NEW_FILENAME("new_filename"),
  NUM("num"),
  NUMBER("number"),
  OFFSET("offset"),
  OLD_FILENAME("old_filename"),
  ORIGIN("origin"),
  OUTPUT_FILENAME("output_filename"),
  OUT_FILENAME("out_filename"),
  PASSWD("passwd"),
  PATH("path"),
  PATH_AND_QUERY("path&queryopts"),
  PEER_NUMBER("peer_number"),
  PEER_VAR("peer_var"),
  PORT("port"),
  PROTOCOLS("protocols"),
  QOS("QoS"),
  RETAINED_FLAG("retained_flag"),
  RETRY("retry"),
  SID("sid"),
  SIZE("size"),
  SSIDTXT("ssidtxt"),
  STATUS("status"),
  SUBJECT("subject"),
  TIME("time"),
  TLS("TLS"),
  TO("to"),
  TOPIC("topic"),
  USERNAME("username"),
  USER_ID("userID"),
  VALUE("value"),
  VARIABLE("variable"),
  VOLUME("volume"),
  /** A position that the manual writes as NULL. */
  NULL("NULL");

  private final String text;

  ParameterName(String text) {
    this.text = text;
  }

  /** The manual's name, without angle brackets. */
  @Override
  public String toString() {
    return text;
  }
}
