using System.Globalization;

namespace PovertyPlatform.NativeServers;

/// <summary>Who listens on a port of this machine.</summary>
public static class PortOwner
{
    /// <summary>The process that listens on the port as "name (pid)", or null when nobody listens or the system does not tell.</summary>
    public static string? Of(int port)
    {
        if (!OperatingSystem.IsLinux() || ListeningSocket(port) is not { } inode)
            return null;
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                if (Directory.EnumerateFiles(Path.Combine(process, "fd")).Any(descriptor => new FileInfo(descriptor).LinkTarget == $"socket:[{inode}]"))
                    return $"{File.ReadAllText(Path.Combine(process, "comm")).Trim()} (pid {Path.GetFileName(process)})";
            }
            catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
            {
                // Another user's process, or one that has just ended: somebody else may still be the owner.
            }
        }

        return null;
    }

    /// <summary>"taken by postgres (pid 12)", or "taken" when the system does not tell by whom.</summary>
    public static string Describe(int port) => Of(port) is { } owner ? $"taken by {owner}" : "taken";

    private static string? ListeningSocket(int port)
    {
        var wanted = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(File.ReadLines).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == "0A" && fields[1].EndsWith(wanted, StringComparison.Ordinal))
            .Select(fields => fields[9]).FirstOrDefault();
    }
}
