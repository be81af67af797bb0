using System.Text;
using System.Text.Json;

namespace PovertyPlatform.ServiceDefaults.Audit.Sealing;

/// <summary>A file outside the database that only grows: one numbered proof a line.</summary>
/// <param name="path">The file.</param>
/// <param name="numberOf">Number of a proof; they are without gaps.</param>
internal sealed class OutsideLines<T>(string path, Func<T, long> numberOf)
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web);

    /// <summary>All copies in the order in which they were made. A line that was cut by a crash is left out: it is copied again.</summary>
    /// <exception cref="InvalidDataException">A line in the middle is none of ours.</exception>
    public List<T> Read()
    {
        if (!File.Exists(path))
            return [];
        var lines = File.ReadAllLines(path).Where(line => line.Length > 0).ToList();
        var proofs = new List<T>(lines.Count);
        for (var at = 0; at < lines.Count; at++)
        {
            try
            {
                proofs.Add(JsonSerializer.Deserialize<T>(lines[at], Lines)!);
            }
            catch (JsonException unreadable) when (at < lines.Count - 1)
            {
                throw new InvalidDataException($"{path} line {at + 1} is no {typeof(T).Name}.", unreadable);
            }
            catch (JsonException)
            {
                break;
            }
        }

        return proofs;
    }

    /// <summary>Number of the newest copy; 0 when there is none.</summary>
    public long LastNumber()
    {
        if (!File.Exists(path))
            return 0;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (EndOfLines(file, file.Length) is not (> 0 and var end))
            return 0;
        var begin = EndOfLines(file, end - 1);
        file.Position = begin;
        var line = new byte[end - begin];
        file.ReadExactly(line);
        return numberOf(JsonSerializer.Deserialize<T>(line, Lines)!);
    }

    /// <summary>Adds copies; they are on the disk when it returns.</summary>
    public void Append(IEnumerable<T> proofs)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        file.Position = EndOfLines(file, file.Length);
        file.SetLength(file.Position);
        foreach (var proof in proofs)
            file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(proof, Lines) + "\n"));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Behind the last whole line that ends before a place.</summary>
    private static long EndOfLines(FileStream file, long before)
    {
        for (var end = before; end > 0; end--)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
                return end;
        }

        return 0;
    }
}
