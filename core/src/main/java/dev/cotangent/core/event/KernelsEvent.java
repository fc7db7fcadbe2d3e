package dev.cotangent.core.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("dev.cotangent.KernelChange")
@Label("Kernel Change")
@Category("Cotangent")
@Description("A training or a predictor changed to other kernels, which compute the same bits")
@StackTrace(false)
final class KernelsEvent extends Event {

  String where = "";
  String from = "";
  String to = "";
  String why = "";

  static void record(String place, String former, String current, String reason) {
    KernelsEvent event = new KernelsEvent();
    event.where = place;
    event.from = former;
    event.to = current;
    event.why = reason;
    event.commit();
  }
}
