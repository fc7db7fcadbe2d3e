package dev.cotangent.spark.data;

import org.apache.spark.Partitioner;

/** Sends the parts of each member to its partition. */
final class ByMember extends Partitioner {

  private static final long serialVersionUID = 1L;

  private final int members;

  ByMember(int members) {
    this.members = members;
  }

  @Override
  public int numPartitions() {
    return members;
  }

  @Override
  public int getPartition(Object key) {
    return (Integer) key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByMember by && by.members == members;
  }

  @Override
  public int hashCode() {
    return members;
  }
}
