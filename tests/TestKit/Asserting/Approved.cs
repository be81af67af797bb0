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

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "PovertyPlatform.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("PovertyPlatform.sln is not above the test's folder.");
    }
}
