using System.Security.Cryptography;
using System.Text.Json;

namespace PovertyPlatform.ServiceDefaults.Protection;

/// <summary>
/// The file that holds the keys: <c>{ "seals": { "current": 2, "keys": { "1": "…", "2": "…" } }, "marks": { … } }</c>, each key 32 random bytes in base64. A reader
/// never sees half of a file, and nobody but its owner reads one that was made here.
/// </summary>
public static class KeyFile
{
    private const int KeyBytes = 32;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads and checks the file.</summary>
    /// <exception cref="InvalidOperationException">It is not there, or holds no usable keys; the message says what is wrong, never a key.</exception>
    public static KeySet Read(string path)
    {
        try
        {
            var written = JsonSerializer.Deserialize<Written>(File.ReadAllText(path), Json) ?? throw new JsonException("nothing in it");
            return new KeySet(Checked(path, "seals", written.Seals), Checked(path, "marks", written.Marks));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InvalidOperationException($"The key file '{path}' cannot be read ({unreadable.GetType().Name}); it is named by Protection__KeyFile.");
        }
    }

    /// <summary>Makes a file with one key of each kind, unless there is one already; of several makers the first counts.</summary>
    public static void Make(string path)
    {
        if (File.Exists(path))
            return;
        var draft = Draft(path, new Written(new WrittenKeys(1, new() { ["1"] = NewKey() }), new WrittenKeys(1, new() { ["1"] = NewKey() })));
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    /// <summary>Adds a key that seals and makes it the current one; its number.</summary>
    public static byte AddSeal(string path) => Add(path, (written, keys) => written with { Seals = keys }, written => written.Seals);

    /// <summary>Adds a key for marks and makes it the current one; its number.</summary>
    public static byte AddMark(string path) => Add(path, (written, keys) => written with { Marks = keys }, written => written.Marks);

    /// <summary>Takes out every key that is not current: what only they can open is lost, copies of the database included.</summary>
    public static void RemoveOld(string path)
    {
        var written = JsonSerializer.Deserialize<Written>(File.ReadAllText(path), Json)!;
        static WrittenKeys Only(WrittenKeys keys) => new(keys.Current, new() { [$"{keys.Current}"] = keys.Keys[$"{keys.Current}"] });
        File.Move(Draft(path, new Written(Only(written.Seals), Only(written.Marks))), path, overwrite: true);
    }

    private static byte Add(string path, Func<Written, WrittenKeys, Written> with, Func<Written, WrittenKeys> of)
    {
        Read(path);
        var written = JsonSerializer.Deserialize<Written>(File.ReadAllText(path), Json)!;
        var keys = of(written).Keys;
        // Numbers go up, and around when 255 is reached: a free one is one that no key of the file carries.
        var number = Enumerable.Range(of(written).Current + 1, byte.MaxValue).Select(next => ((next - 1) % byte.MaxValue) + 1).First(next => !keys.ContainsKey($"{next}"));
        var more = new Dictionary<string, string>(keys) { [$"{number}"] = NewKey() };
        File.Move(Draft(path, with(written, new WrittenKeys(number, more))), path, overwrite: true);
        return (byte)number;
    }

    private static NumberedKeys Checked(string path, string kind, WrittenKeys written)
    {
        var keys = new Dictionary<byte, byte[]>();
        foreach (var (number, text) in written.Keys)
        {
            var key = new byte[KeyBytes];
            if (!byte.TryParse(number, out var id) || id == 0 || !Convert.TryFromBase64String(text, key, out var length) || length != KeyBytes)
                throw new InvalidOperationException($"The key file '{path}': {kind}: key {number} has no number from 1 to 255 or does not hold 32 bytes in base64.");
            keys[id] = key;
        }

        return written.Current is >= 1 and <= byte.MaxValue && keys.ContainsKey((byte)written.Current)
            ? new NumberedKeys((byte)written.Current, keys)
            : throw new InvalidOperationException($"The key file '{path}': {kind}: there is no key {written.Current}, which is to be the current one.");
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));

    private static string Draft(string path, Written keys)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(draft, options);
        JsonSerializer.Serialize(file, keys, Json);
        return draft;
    }

    private sealed record Written(WrittenKeys Seals, WrittenKeys Marks);

    private sealed record WrittenKeys(int Current, Dictionary<string, string> Keys);
}
