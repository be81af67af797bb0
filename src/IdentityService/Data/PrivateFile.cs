namespace PovertyPlatform.IdentityService.Data;

/// <summary>Files that only their owner may read: keys and credentials made on this machine. A reader never sees half of one.</summary>
internal static class PrivateFile
{
    /// <summary>Writes or replaces the file.</summary>
    public static void Write(string path, string text) => File.Move(Draft(path, text), path, overwrite: true);

    /// <summary>Writes the file unless somebody else made it meanwhile.</summary>
    public static void WriteNew(string path, string text)
    {
        var draft = Draft(path, text);
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    private static string Draft(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(draft, options);
        writer.Write(text);
        return draft;
    }
}
