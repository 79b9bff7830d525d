package dev.oneport.it.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.netbeans.lib.profiler.heap.ObjectFieldValue;
import org.netbeans.lib.profiler.heap.PrimitiveArrayInstance;
import org.netbeans.lib.profiler.heap.Value;

/** Says who keeps class loaders of a server alive. One thread. */
public final class HeapDump {

  /** Of a path, from its root: enough to know whose it is. */
  private static final int STEPS = 30;

  private final Heap heap;
  private final List<Pattern> excused;

  private HeapDump(Heap heap, List<Pattern> excused) {
    this.heap = heap;
    this.excused = excused;
  }

  /** Reads a file that {@link Jvm#dumpHeap} wrote. */
  static HeapDump read(Path file, List<Pattern> excused) {
    try {
      HeapDump dump = new HeapDump(HeapFactory.createHeap(new File(file.toString())), excused);
      Files.delete(file);
      return dump;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class loaders that define a class of this name. */
  public List<Loader> loadersOf(String className) {
    Map<Long, List<Instance>> instances = new HashMap<>();
    List<Instance> loaders = new ArrayList<>();
    for (Object found : heap.getJavaClassesByRegExp(className.replace(".", "\\."))) {
      Instance loader = ((JavaClass) found).getClassLoader();
      loaders.add(loader);
      instances.put(loader.getInstanceId(), new ArrayList<>());
    }
    for (Instance each : heap.getAllInstances()) {
      Instance loader = each.getJavaClass().getClassLoader();
      List<Instance> known = loader == null ? null : instances.get(loader.getInstanceId());
      if (known != null) {
        known.add(each);
      }
    }
    return loaders.stream()
        .map(
            each ->
                new Loader(
                    name(each),
                    paths(each, instances.getOrDefault(each.getInstanceId(), List.of()))))
        .toList();
  }

  /**
   * A class loader that lives.
   *
   * @param paths the shortest from each root of the garbage collector that reaches it by strong
   *     references other than those excused, as {@code kind of root: object .field object []
   *     object}
   */
  public record Loader(String className, List<String> paths) {
    @Override
    public String toString() {
      return "\n" + className + " held by\n  " + String.join("\n  ", paths);
    }
  }

  /** From an object on the way to its target: by what it refers to the next one. */
  private record Step(String edge, Instance next) {}

  /**
   * Found from the target backwards.
   *
   * @param instances of its classes, which hold them, and so it, without a field
   */
  private List<String> paths(Instance target, List<Instance> instances) {
    List<String> paths = new ArrayList<>();
    Map<Long, @Nullable Step> steps = new HashMap<>();
    Deque<Instance> open = new ArrayDeque<>();
    steps.put(target.getInstanceId(), null);
    open.add(target);
    for (Instance each : instances) {
      steps.put(each.getInstanceId(), new Step("instance of a class of", target));
      open.add(each);
    }
    for (Instance each = open.poll(); each != null; each = open.poll()) {
      if (each.isGCRoot()) {
        paths.add(path(each, steps));
        continue;
      }
      for (Object reference : each.getReferences()) {
        Value value = (Value) reference;
        String edge = edge(value);
        Instance from = value.getDefiningInstance();
        if (!steps.containsKey(from.getInstanceId()) && holds(from, edge, each)) {
          steps.put(from.getInstanceId(), new Step(edge, each));
          open.add(from);
        }
      }
    }
    return paths;
  }

  /** Weak and soft references do not: a dump is made after a collection. */
  private boolean holds(Instance from, String edge, Instance next) {
    String reference = name(from) + " " + edge + " " + name(next);
    return !edge.equals(".referent")
        && excused.stream().noneMatch(pattern -> pattern.matcher(reference).lookingAt());
  }

  private static String edge(Value value) {
    return value instanceof ObjectFieldValue field ? "." + field.getField().getName() : "[]";
  }

  private String path(Instance root, Map<Long, @Nullable Step> steps) {
    StringBuilder path = new StringBuilder();
    path.append(heap.getGCRoot(root).getKind()).append(": ").append(name(root));
    Step step = steps.get(root.getInstanceId());
    for (int i = 0; step != null && i < STEPS; i++) {
      path.append(' ').append(step.edge()).append(' ').append(name(step.next()));
      step = steps.get(step.next().getInstanceId());
    }
    return path.toString();
  }

  private String name(Instance instance) {
    JavaClass itself = heap.getJavaClassByID(instance.getInstanceId());
    if (itself != null) {
      return "class " + itself.getName();
    }
    String className = instance.getJavaClass().getName();
    return instance.getValueOfField("name") instanceof Instance name && className.endsWith("Thread")
        ? className + " '" + text(name) + "'"
        : className;
  }

  /** Of a string in Latin-1. */
  private static String text(Instance string) {
    StringBuilder text = new StringBuilder();
    if (string.getValueOfField("value") instanceof PrimitiveArrayInstance bytes) {
      bytes.getValues().forEach(each -> text.append((char) Integer.parseInt(each.toString())));
    }
    return text.toString();
  }
}
