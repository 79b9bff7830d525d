package dev.oneport.protocol.json;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How objects of an application's class are written: the properties that JSON-B would write, in the
 * order of their declaration, which JSON-B can't promise.
 *
 * <p>Those are the components of a record, else public getters and public fields; inherited ones
 * come first, getters without a field last, by name. An enum has none: it is written by its name.
 *
 * <p>Immutable; safe for any thread.
 */
final class BeanShape {

  /** One property; {@code key} is quoted, with its colon. */
  private record Property(String key, Member member) {

    @Nullable Object valueIn(Object bean) throws ReflectiveOperationException {
      return member instanceof Method getter ? getter.invoke(bean) : ((Field) member).get(bean);
    }
  }

  /** Where the values of an object go. */
  interface PropertyWriter {
    void write(String quotedKeyAndColon, @Nullable Object value);
  }

  private static final String JSONB_ANNOTATIONS = "jakarta.json.bind.annotation.";
  private static final List<String> PLATFORM =
      List.of("java.", "javax.", "jakarta.", "jdk.", "sun.");

  private final Class<?> type;
  private final List<Property> properties;

  private BeanShape(Class<?> type, List<Property> properties) {
    this.type = type;
    this.properties = properties;
  }

  /**
   * Looks at a class.
   *
   * @return null if JSON-B has to write it: the class is the platform's, is annotated for JSON-B,
   *     or can't be looked into
   */
  static @Nullable BeanShape of(Class<?> type) {
    if (type.isInterface()
        || PLATFORM.stream().anyMatch(type.getName()::startsWith)
        || isAnnotatedForJsonb(type)) {
      return null;
    }
    List<Property> properties = new ArrayList<>();
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        properties.add(property(component.getName(), component.getAccessor()));
      }
    } else if (!type.isEnum()) {
      addBeanProperties(type, properties);
    }
    for (Property property : properties) {
      if (!((AccessibleObject) property.member).trySetAccessible()) {
        return null;
      }
    }
    return new BeanShape(type, List.copyOf(properties));
  }

  /** Hands all properties of an object over, in order. */
  void write(Object bean, PropertyWriter writer) {
    for (Property property : properties) {
      Object value;
      try {
        value = property.valueIn(bean);
      } catch (InvocationTargetException e) {
        throw new IllegalStateException(
            property.member.getName() + " of " + type.getName() + " failed", e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            property.member.getName() + " of " + type.getName() + " can't be read", e);
      }
      writer.write(property.key, value);
    }
  }

  private static void addBeanProperties(Class<?> type, List<Property> properties) {
    Map<String, Method> getters = getters(type);
    for (Class<?> declaring : hierarchy(type)) {
      for (Field field : declaring.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) {
          continue;
        }
        Method getter = getters.remove(field.getName());
        if (Modifier.isTransient(field.getModifiers())) {
          continue;
        }
        if (getter != null) {
          properties.add(property(field.getName(), getter));
        } else if (Modifier.isPublic(field.getModifiers())) {
          properties.add(property(field.getName(), field));
        }
      }
    }
    getters.forEach((name, getter) -> properties.add(property(name, getter)));
  }

  private static Property property(String name, Member member) {
    StringBuilder key = new StringBuilder(name.length() + 3);
    JsonStrings.appendQuoted(key, name);
    return new Property(key.append(':').toString(), member);
  }

  /** From the topmost class below Object down to the type itself. */
  private static Deque<Class<?>> hierarchy(Class<?> type) {
    Deque<Class<?>> hierarchy = new ArrayDeque<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      hierarchy.addFirst(c);
    }
    return hierarchy;
  }

  private static Map<String, Method> getters(Class<?> type) {
    Map<String, Method> getters = new TreeMap<>();
    for (Method method : type.getMethods()) {
      if (method.getParameterCount() > 0
          || method.getReturnType() == void.class
          || method.getDeclaringClass() == Object.class
          || Modifier.isStatic(method.getModifiers())
          || method.isBridge()) {
        continue;
      }
      String name = method.getName();
      if (name.startsWith("get") && name.length() > 3) {
        getters.put(decapitalize(name.substring(3)), method);
      } else if (name.startsWith("is")
          && name.length() > 2
          && (method.getReturnType() == boolean.class || method.getReturnType() == Boolean.class)) {
        getters.put(decapitalize(name.substring(2)), method);
      }
    }
    return getters;
  }

  private static String decapitalize(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static boolean isAnnotatedForJsonb(Class<?> type) {
    if (type.getPackage() != null && isAnnotated(type.getPackage())) {
      return true;
    }
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      if (isAnnotated(c)
          || anyAnnotated(c.getDeclaredFields())
          || anyAnnotated(c.getDeclaredMethods())) {
        return true;
      }
      for (Class<?> contract : c.getInterfaces()) {
        if (isAnnotated(contract) || anyAnnotated(contract.getMethods())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean anyAnnotated(AnnotatedElement[] elements) {
    return Arrays.stream(elements).anyMatch(BeanShape::isAnnotated);
  }

  private static boolean isAnnotated(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .map(annotation -> annotation.annotationType().getName())
        .anyMatch(name -> name.startsWith(JSONB_ANNOTATIONS) && !name.endsWith(".JsonbCreator"));
  }
}
