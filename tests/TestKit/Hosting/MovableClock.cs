namespace PovertyPlatform.TestKit.Hosting;

/// <summary>The real clock, moved to another day: legal time passes in jumps while timers run as ever.</summary>
public sealed class MovableClock : TimeProvider
{
    private TimeSpan _offset;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _offset;

    /// <summary>So much time passes.</summary>
    public void Advance(TimeSpan time) => _offset += time;

    /// <summary>It is nine in the morning of that day in Viet Nam.</summary>
    public void MoveTo(DateOnly day) => _offset = new DateTimeOffset(day.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero) - base.GetUtcNow();
}
