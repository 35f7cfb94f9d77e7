// Maven's own ComparableVersion and VersionRange. Reads questions, writes answers (see refresh.ts).
//
//     mvn dependency:get -Dartifact=org.apache.maven:maven-artifact:3.9.9
//     java -cp maven-artifact-3.9.9.jar scripts/vectors/Maven.java
import java.io.*;
import org.apache.maven.artifact.versioning.*;

class Maven {
  public static void main(String[] arguments) throws IOException {
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = input.readLine()) != null; ) {
      try {
        String[] question = line.split("\t", -1);
        System.out.println(answer(question[0], question[1], question[2]));
      } catch (Exception error) {
        System.out.println("?");
      }
    }
  }

  static String answer(String kind, String a, String b) throws Exception {
    if (kind.equals("cmp")) return "<=>".charAt(Integer.signum(order(a, b)) + 1) + "";
    for (String alternative : b.split("\\|\\|")) if (all(a, alternative.trim())) return "in";
    return "out";
  }

  static boolean all(String version, String alternative) throws Exception {
    if (alternative.startsWith("[") || alternative.startsWith("(")) {
      return VersionRange.createFromVersionSpec(alternative).containsVersion(new DefaultArtifactVersion(version));
    }
    for (String comparison : alternative.split(",")) if (!holds(version, comparison.trim())) return false;
    return true;
  }

  static boolean holds(String version, String comparison) {
    String operator = comparison.replaceAll("[^=<>!].*", "");
    int order = order(version, comparison.substring(operator.length()).trim());
    switch (operator) {
      case "": case "=": case "==": return order == 0;
      case "!=": return order != 0;
      case "<": return order < 0;
      case "<=": return order <= 0;
      case ">": return order > 0;
      case ">=": return order >= 0;
      default: throw new IllegalArgumentException(operator);
    }
  }

  static int order(String a, String b) {
    return new ComparableVersion(a).compareTo(new ComparableVersion(b));
  }
}
