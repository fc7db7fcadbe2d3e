package dev.cotangent.spark.net;

import dev.cotangent.core.CotangentException;
import java.net.InetSocketAddress;
import java.util.List;

/** The addresses of all members, {@code host:port}, by number. */
final class MemberAddresses {

  private final List<String> texts;
  private final List<InetSocketAddress> addresses;

  MemberAddresses(List<String> texts) {
    this.texts = List.copyOf(texts);
    this.addresses = texts.stream().map(MemberAddresses::parse).toList();
  }

  private static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new CotangentException("member address '" + text + "', expected host:port", e);
    }
  }

  int count() {
    return texts.size();
  }

  /** The name of a member in messages, with its address. */
  String name(int member) {
    return "member " + member + " (" + texts.get(member) + ")";
  }

  InetSocketAddress of(int member) {
    return addresses.get(member);
  }
}
