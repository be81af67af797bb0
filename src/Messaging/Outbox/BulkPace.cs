using PovertyPlatform.ServiceDefaults.Hosting;

namespace PovertyPlatform.Messaging.Outbox;

/// <summary>
/// How much of the bulk lanes may go now. While people are being answered, a day's recognitions of a whole province go in small portions, so that what they
/// cause in every service leaves the processors to the pages; when nobody asks, they go as fast as they can (ADR 71).
/// </summary>
internal sealed class BulkPace(CallersAtWork callers, int perSecond, TimeProvider clock)
{
    private const int Portion = 8;
    private double _room;
    private long _at = clock.GetTimestamp();

    /// <summary>Events that may go now: none, a portion, or any number.</summary>
    public int Room()
    {
        if (!callers.Any)
            return int.MaxValue;
        var now = clock.GetTimestamp();
        // What a look that came late missed is made up for by the next portion, never by a bigger one.
        _room = Math.Min(2 * Portion, _room + clock.GetElapsedTime(_at, now).TotalSeconds * perSecond);
        _at = now;
        return _room >= Portion ? Portion : 0;
    }

    /// <summary>So many went.</summary>
    public void Took(int events) => _room -= Math.Min(events, _room);
}
