using PovertyPlatform.ServiceDefaults.Audit.Ending;

namespace PovertyPlatform.ServiceDefaults.Audit.Sealing;

/// <summary>The copies of a trail's seals and endings outside the database, and the public keys beside them.</summary>
internal sealed class SealExport(string folder, string trail)
{
    private readonly OutsideLines<AuditSeal> _seals = new(Path.Combine(folder, $"{trail}.seals.jsonl"), seal => seal.Number);

    private string Keys => Path.Combine(folder, "keys");

    /// <summary>Copies of endings of months.</summary>
    public OutsideLines<TrailEnding> Endings { get; } = new(Path.Combine(folder, $"{trail}.endings.jsonl"), ending => ending.Number);

    /// <summary>All copies of seals in the order in which they were made.</summary>
    /// <exception cref="InvalidDataException">A line in the middle is no seal.</exception>
    public List<AuditSeal> Read() => _seals.Read();

    /// <summary>Number of the newest copy of a seal; 0 when there is none.</summary>
    public long LastNumber() => _seals.LastNumber();

    /// <summary>Adds copies; they are on the disk when it returns.</summary>
    public void Append(IEnumerable<AuditSeal> seals) => _seals.Append(seals);

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

    /// <summary>Copies of endings under a trusted key, for a trail that goes after this one.</summary>
    public List<TrailEnding> Trusted()
    {
        var keys = TrustedKeys();
        var trusted = Endings.Read().FindAll(ending => ending.Trail == trail && keys.TryGetValue(ending.KeyId, out var key) && key.Verifies(ending.Payload(), Convert.FromBase64String(ending.Signature)));
        foreach (var key in keys.Values)
            key.Dispose();
        return trusted;
    }
}
