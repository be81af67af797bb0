using Microsoft.Extensions.Configuration;

namespace PovertyPlatform.ServiceDefaults.Data;

/// <summary>Finds the folder of dated reference data.</summary>
public static class ReferenceFolder
{
    /// <summary>The folder in <c>Reference:Path</c>, else <c>reference/</c> in the current folder or above it or above the program.</summary>
    /// <exception cref="DirectoryNotFoundException">No such folder; the message says what to set.</exception>
    public static string Find(IConfiguration configuration)
    {
        if (configuration["Reference:Path"] is { Length: > 0 } configured)
            return Directory.Exists(configured) ? configured : throw new DirectoryNotFoundException($"Reference:Path '{configured}' does not exist.");
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "reference", "README.md")))
                    return Path.Combine(folder.FullName, "reference");
        throw new DirectoryNotFoundException("No folder 'reference' found; set Reference__Path.");
    }
}
