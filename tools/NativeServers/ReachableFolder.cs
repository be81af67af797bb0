using System.Security.Cryptography;
using System.Text;

namespace PovertyPlatform.NativeServers;

/// <summary>A folder that the database's own user can reach: servers refuse to run as root, and a home closed to others would lock them out.</summary>
public static class ReachableFolder
{
    /// <summary>The wished folder, or when root's servers could not reach it, one under /var/lib that belongs to it alone.</summary>
    public static string For(string wished)
    {
        var full = Path.GetFullPath(wished);
        if (!Launch.IsRoot || OperatingSystem.IsWindows())
            return full;
        for (var folder = new DirectoryInfo(full).Parent; folder is not null; folder = folder.Parent)
            if (folder.Exists && (folder.UnixFileMode & UnixFileMode.OtherExecute) == 0)
                return $"/var/lib/povertyplatform-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(full)))[..12]}";
        return full;
    }
}
