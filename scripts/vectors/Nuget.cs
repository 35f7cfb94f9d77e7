// NuGet's own SemanticVersion (NuGet.Core 2.8, on mono). Reads questions, writes answers (see refresh.ts).
//
//     apt-get install mono-mcs mono-runtime libnuget-core-cil
//     cp /usr/lib/nuget/*.dll OUT && mcs -out:OUT/nuget.exe -r:OUT/NuGet.Core.dll scripts/vectors/Nuget.cs && mono OUT/nuget.exe
//
// It knows no labels with dots (SemVer 2): those come from nuget.py.
using System;
using System.Linq;
using System.Text.RegularExpressions;
using NuGet;

static class Vectors {
  static void Main() {
    for (string line; (line = Console.ReadLine()) != null;) {
      var question = line.Split('\t');
      try {
        Console.WriteLine(Answer(question[0], question[1], question[2]));
      } catch (Exception) {
        Console.WriteLine("?");
      }
    }
  }

  static string Answer(string kind, string a, string b) {
    var version = SemanticVersion.Parse(a);
    if (kind == "cmp") return "<=>".Substring(Math.Sign(version.CompareTo(SemanticVersion.Parse(b))) + 1, 1);
    var found = Regex.Split(b, @"\|\|").Select(part => part.Split(',').Select(one => Holds(version, one)).ToList()).ToList();
    return found.Any(all => all.All(yes => yes)) ? "in" : "out";
  }

  // As intervals, which is how NuGet writes ranges.
  static bool Holds(SemanticVersion version, string comparison) {
    var parts = Regex.Match(comparison, @"^\s*([=<>]*)\s*(\S+)\s*$").Groups;
    var bound = parts[2].Value;
    switch (parts[1].Value) {
      case "": case "=": case "==": return In("[" + bound + "]", version);
      case "<": return In("(," + bound + ")", version);
      case "<=": return In("(," + bound + "]", version);
      case ">": return In("(" + bound + ",)", version);
      case ">=": return In("[" + bound + ",)", version);
      default: throw new ArgumentException(comparison);
    }
  }

  static bool In(string interval, SemanticVersion version) {
    return VersionUtility.ParseVersionSpec(interval).Satisfies(version);
  }
}
