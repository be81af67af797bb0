using System.Security.Cryptography;

namespace PovertyPlatform.ServiceDefaults.Protection;

/// <summary>
/// The keys of the key file, read again every few seconds: a key that was added or made current is used without a restart. A file that is away for a moment
/// changes nothing.
/// </summary>
public sealed class KeyRing
{
    private const int FreshMilliseconds = 5_000;
    private readonly string _path;
    private volatile KeySet _keys;
    private long _lookAgainAt;

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidOperationException">It holds no usable keys.</exception>
    public KeyRing(string path)
    {
        (_path, _keys) = (path, KeyFile.Read(path));
        _lookAgainAt = Environment.TickCount64 + FreshMilliseconds;
    }

    /// <summary>The keys now.</summary>
    public KeySet Now
    {
        get
        {
            if (Environment.TickCount64 >= Volatile.Read(ref _lookAgainAt))
                LookAgain();
            return _keys;
        }
    }

    /// <summary>A key that seals.</summary>
    /// <exception cref="CryptographicException">No such key is in the file.</exception>
    internal byte[] Seal(byte number) => Find(number, keys => keys.Seals);

    /// <summary>A key for marks.</summary>
    /// <exception cref="CryptographicException">No such key is in the file.</exception>
    internal byte[] Mark(byte number) => Find(number, keys => keys.Marks);

    /// <summary>Reads the file again at once.</summary>
    public void LookAgain()
    {
        Volatile.Write(ref _lookAgainAt, Environment.TickCount64 + FreshMilliseconds);
        try
        {
            _keys = KeyFile.Read(_path);
        }
        catch (InvalidOperationException)
        {
            // A secret that is being replaced; the keys known so far hold.
        }
    }

    private byte[] Find(byte number, Func<KeySet, NumberedKeys> kind)
    {
        if (kind(_keys).Keys.TryGetValue(number, out var key))
            return key;
        // Another instance seals with a key that came in since this one looked.
        LookAgain();
        return kind(_keys).Keys.TryGetValue(number, out key) ? key : throw new CryptographicException($"Key {number} is not in the key file '{_path}'; what it sealed cannot be opened without it.");
    }
}
