package dev.cotangent.core.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("dev.cotangent.PluginFailure")
@Label("Plugin Failure")
@Category("Cotangent")
@Description("A plugin could not be loaded, threw an exception or returned an invalid result")
final class PluginEvent extends Event {

  String kind = "";
  String id = "";
  String className = "";
  String location = "";
  String exception = "";
  String message = "";

  static void record(
      String pluginKind, String name, String type, String jar, String thrown, String text) {
    PluginEvent event = new PluginEvent();
    event.kind = pluginKind;
    event.id = name;
    event.className = type;
    event.location = jar;
    event.exception = thrown;
    event.message = text;
    event.commit();
  }
}
