package io.github.spwf04.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that a server sent in answer to one HTTP/1.0 request: no more of HTTP than it takes to tell
 * whether a page is whole.
 *
 * @param status the three digits
 * @param headers by name, without regard to case
 * @param body what came behind the empty line
 */
record HttpResponse(int status, Map<String, String> headers, byte[] body) {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
  private static final Pattern SHA_256 = Pattern.compile("sha-256=:([A-Za-z0-9+/]+=*):");
  private static final String END_OF_HEAD = "\r\n\r\n";

  /** Reads everything up to the end of the stream. */
  static HttpResponse parse(byte[] stream) throws IOException {
    String text = new String(stream, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(END_OF_HEAD);
    String[] lines = text.substring(0, Math.max(end, 0)).split("\r\n");
    Matcher status = STATUS_LINE.matcher(lines[0]);
    if (!status.matches()) {
      throw new IOException("the server sent " + stream.length + " bytes that are no HTTP answer");
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    byte[] body = Arrays.copyOfRange(stream, end + END_OF_HEAD.length(), stream.length);
    return new HttpResponse(Integer.parseInt(status.group(1)), headers, body);
  }

  /**
   * Checks the body against its headers.
   *
   * @return what was checked, for people
   * @throws IOException when the page is not there, not whole, or nothing tells whether it is
   */
  String check() throws IOException {
    if (status / 100 != 2) {
      throw new IOException("the server answered with status " + status);
    }
    String length = headers.get("Content-Length");
    if (length == null) {
      throw new IOException("no Content-Length: nothing tells whether the page is whole");
    }
    if (!length.equals(Integer.toString(body.length))) {
      throw new IOException(body.length + " bytes of the page came, Content-Length is " + length);
    }
    Matcher digest = SHA_256.matcher(headers.getOrDefault("Content-Digest", ""));
    if (!digest.find()) {
      return "Content-Length agrees, the server gave no SHA-256";
    }
    if (!digest.group(1).equals(Base64.getEncoder().encodeToString(sha256(body)))) {
      throw new IOException("the page has another SHA-256 than the server gave");
    }
    return "Content-Length and SHA-256 agree";
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
