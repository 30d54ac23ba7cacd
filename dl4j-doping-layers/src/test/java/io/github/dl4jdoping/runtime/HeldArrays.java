package io.github.dl4jdoping.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the arrays of numbers that an object of this library keeps alive. */
final class HeldArrays {

  private static final Map<Class<?>, Integer> BYTES =
      Map.of(
          byte[].class, Byte.BYTES,
          char[].class, Character.BYTES,
          short[].class, Short.BYTES,
          int[].class, Integer.BYTES,
          long[].class, Long.BYTES,
          float[].class, Float.BYTES,
          double[].class, Double.BYTES);

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> waiting = new ArrayDeque<>();

  private HeldArrays() {}

  /** The bytes of all entries of all arrays, each array once. */
  static long bytes(Object root) throws IllegalAccessException {
    HeldArrays search = new HeldArrays();
    search.meet(root);
    long bytes = 0;
    while (!search.waiting.isEmpty()) {
      bytes += search.visit(search.waiting.remove());
    }
    return bytes;
  }

  private void meet(Object object) {
    if (object != null && seen.add(object)) {
      waiting.add(object);
    }
  }

  private long visit(Object object) throws IllegalAccessException {
    Class<?> type = object.getClass();
    if (BYTES.containsKey(type)) {
      return (long) BYTES.get(type) * Array.getLength(object);
    }
    if (object instanceof Object[] array) {
      for (Object element : array) {
        meet(element);
      }
    } else if (object instanceof Iterable<?> elements) {
      elements.forEach(this::meet);
    } else if (object instanceof Optional<?> optional) {
      optional.ifPresent(this::meet);
    } else if (type.getName().startsWith("io.github.dl4jdoping") && !type.isEnum()) {
      meetFields(object);
    }
    return 0;
  }

  private void meetFields(Object object) throws IllegalAccessException {
    for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          meet(field.get(object));
        }
      }
    }
  }
}
