namespace PovertyPlatform.Dev.Stack;

/// <summary>Keeps two commands from starting or stopping the same system at the same time.</summary>
internal sealed class OnlyOne : IDisposable
{
    private readonly FileStream _lock;

    private OnlyOne(FileStream file) => _lock = file;

    public static async Task<OnlyOne> Enter(Workplace place, CancellationToken ct)
    {
        Directory.CreateDirectory(place.Data);
        for (var until = DateTime.UtcNow.AddSeconds(5); ; await Task.Delay(200, ct))
        {
            try
            {
                return new OnlyOne(new FileStream(Path.Combine(place.Data, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (DateTime.UtcNow < until)
            {
                // Another command holds it; it may be about to end.
            }
            catch (IOException)
            {
                throw new DevException("Another ./dev up or down is at work here; wait for it, or stop it with Ctrl-C.");
            }
        }
    }

    /// <summary>Lets others in before this one ends.</summary>
    public void Leave() => _lock.Dispose();

    public void Dispose() => _lock.Dispose();
}
