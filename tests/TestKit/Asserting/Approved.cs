namespace PovertyPlatform.TestKit.Asserting;

/// <summary>Compares a generated document with the checked-in one. With <c>APPROVE=1</c> it writes the document instead (used by <c>./dev check --write</c>).</summary>
public static class Approved
{
    /// <summary>Root folder of the repository, found from the test's own folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The text equals the file; otherwise a <c>.received</c> file is written beside it and the test fails.</summary>
    /// <param name="text">Generated text.</param>
    /// <param name="path">Path of the approved file, relative to the repository.</param>
    /// <exception cref="InvalidOperationException">It differs; the message names both files and the first differing line.</exception>
    public static void Match(string text, string path)
    {
        var full = Path.Combine(Root, path);
        var generated = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, generated);
            return;
        }

        var approved = File.Exists(full) ? File.ReadAllText(full).ReplaceLineEndings("\n") : "";
        if (approved == generated)
            return;
        var extension = Path.GetExtension(full);
        var received = Path.ChangeExtension(full, $".received{extension}");
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(received, generated);
        var line = approved.Split('\n').Zip(generated.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
        throw new InvalidOperationException(
            $"{path} is out of step from line {line} on (see {Path.GetRelativePath(Root, received)}). If the change is meant, run ./dev check --write and commit.");
    }

    /// <summary>The text equals the part of the file between <c>&lt;!-- name:begin --&gt;</c> and <c>&lt;!-- name:end --&gt;</c>: several tests keep one document in step, each its own part.</summary>
    /// <exception cref="InvalidOperationException">It differs, or the file has no such part.</exception>
    public static void MatchSection(string text, string path, string name)
    {
        var generated = text.ReplaceLineEndings("\n").Trim('\n');
        var (before, section, after) = Split(path, name);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(Path.Combine(Root, path), $"{before}\n{generated}\n{after}");
        else if (section != generated)
            throw new InvalidOperationException($"{path}, part {name}, is out of step from its line {section.Split('\n').Zip(generated.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count() + 1} on. "
                + $"If the change is meant, run ./dev check --write and commit. It should be:\n{generated}");
    }

    /// <summary>The part of a file between its marks.</summary>
    public static string Section(string path, string name) => Split(path, name).Section;

    private static (string Before, string Section, string After) Split(string path, string name)
    {
        var text = File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");
        var (begin, end) = ($"<!-- {name}:begin -->", $"<!-- {name}:end -->");
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        return from >= 0 && to > from
            ? (text[..(from + begin.Length)], text[(from + begin.Length)..to].Trim('\n'), text[to..])
            : throw new InvalidOperationException($"{path} has no part between {begin} and {end}.");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "PovertyPlatform.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("PovertyPlatform.sln is not above the test's folder.");
    }
}
