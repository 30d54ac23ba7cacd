package io.github.dl4jdoping.pytorch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where the tensors of a file lie: they fill its data, one after the other. */
final class DataPlan {

  private DataPlan() {}

  /**
   * Checks the tensors' places and sizes.
   *
   * @param tensors as the header lists them
   * @param dataLength bytes after the header
   * @return the same, in the order of their places
   * @throws SafetensorsException if there are holes or overlaps, or a tensor's size is not that of
   *     its shape
   */
  static List<SafetensorsTensor> inOrder(List<SafetensorsTensor> tensors, long dataLength)
      throws SafetensorsException {
    List<SafetensorsTensor> sorted = new ArrayList<>(tensors);
    sorted.sort(
        Comparator.comparingLong(SafetensorsTensor::begin)
            .thenComparingLong(SafetensorsTensor::end));
    long position = 0;
    for (SafetensorsTensor tensor : sorted) {
      checkPlace(tensor, position, dataLength);
      checkSize(tensor);
      position = tensor.end();
    }
    if (position != dataLength) {
      throw new SafetensorsException(
          "Its tensors end at byte "
              + position
              + " of the data, which has "
              + dataLength
              + " bytes: they must be the same.");
    }
    return sorted;
  }

  private static void checkPlace(SafetensorsTensor tensor, long position, long dataLength)
      throws SafetensorsException {
    if (tensor.end() < tensor.begin() || tensor.end() > dataLength) {
      throw new SafetensorsException(
          place(tensor)
              + "; it must end after it begins and within the "
              + dataLength
              + " bytes of data that the file has.");
    }
    if (tensor.begin() != position) {
      throw new SafetensorsException(
          place(tensor)
              + ", and what comes before it ends at byte "
              + position
              + ": neither holes nor overlaps are allowed.");
    }
  }

  private static void checkSize(SafetensorsTensor tensor) throws SafetensorsException {
    long length = tensor.end() - tensor.begin();
    try {
      long bits = Math.multiplyExact(tensor.size(), tensor.type().bits());
      if (bits % Byte.SIZE == 0 && bits / Byte.SIZE == length) {
        return;
      }
    } catch (ArithmeticException e) {
      throw new SafetensorsException(place(tensor) + ", and has more values than can be.", e);
    }
    throw new SafetensorsException(
        place(tensor)
            + ", which are "
            + length
            + " bytes; "
            + tensor.size()
            + " values of "
            + tensor.type().bits()
            + " bits were expected.");
  }

  private static String place(SafetensorsTensor tensor) {
    return "Tensor "
        + tensor
        + " lies at bytes "
        + tensor.begin()
        + " to "
        + tensor.end()
        + " of the data";
  }
}
