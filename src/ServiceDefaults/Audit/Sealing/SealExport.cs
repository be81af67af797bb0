using System.Text;
using System.Text.Json;

namespace PovertyPlatform.ServiceDefaults.Audit.Sealing;

/// <summary>The copies of a trail's seals outside the database: a file that only grows, one seal a line, and the public keys beside it.</summary>
internal sealed class SealExport(string folder, string trail)
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web);

    private string Seals => Path.Combine(folder, $"{trail}.seals.jsonl");

    private string Keys => Path.Combine(folder, "keys");

    /// <summary>All copies in the order in which they were made. A line that was cut by a crash is left out: its seal is copied again.</summary>
    /// <exception cref="InvalidDataException">A line in the middle is no seal.</exception>
    public List<AuditSeal> Read()
    {
        if (!File.Exists(Seals))
            return [];
        var lines = File.ReadAllLines(Seals).Where(line => line.Length > 0).ToList();
        var seals = new List<AuditSeal>(lines.Count);
        for (var at = 0; at < lines.Count; at++)
        {
            try
            {
                seals.Add(JsonSerializer.Deserialize<AuditSeal>(lines[at], Lines)!);
            }
            catch (JsonException unreadable) when (at < lines.Count - 1)
            {
                throw new InvalidDataException($"{Seals} line {at + 1} is no seal.", unreadable);
            }
            catch (JsonException)
            {
                break;
            }
        }

        return seals;
    }

    /// <summary>Number of the newest copy; 0 when there is none.</summary>
    public long LastNumber()
    {
        if (!File.Exists(Seals))
            return 0;
        using var file = new FileStream(Seals, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (EndOfLines(file, file.Length) is not (> 0 and var end))
            return 0;
        var begin = EndOfLines(file, end - 1);
        file.Position = begin;
        var line = new byte[end - begin];
        file.ReadExactly(line);
        return JsonSerializer.Deserialize<AuditSeal>(line, Lines)!.Number;
    }

    /// <summary>Adds copies; they are on the disk when it returns.</summary>
    public void Append(IEnumerable<AuditSeal> seals)
    {
        Directory.CreateDirectory(folder);
        using var file = new FileStream(Seals, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        file.Position = EndOfLines(file, file.Length);
        file.SetLength(file.Position);
        foreach (var seal in seals)
            file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(seal, Lines) + "\n"));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Lays the public part of a signing key beside the seals, for whoever verifies them.</summary>
    public void Publish(SealKey key)
    {
        Directory.CreateDirectory(Keys);
        var path = Path.Combine(Keys, $"{key.Id}.pem");
        try
        {
            if (!File.Exists(path))
                File.WriteAllText(path, key.PublicPem());
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another service lays down the same key.
        }
    }

    /// <summary>The keys by which seals are verified, by their ids.</summary>
    public Dictionary<string, SealKey> TrustedKeys() => !Directory.Exists(Keys) ? []
        : Directory.EnumerateFiles(Keys, "*.pem").Select(SealKey.Read).ToDictionary(key => key.Id);

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
