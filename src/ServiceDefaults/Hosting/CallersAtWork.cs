using Microsoft.AspNetCore.Http;

namespace PovertyPlatform.ServiceDefaults.Hosting;

/// <summary>Knows whether somebody is being answered, so that work which can wait lets people go first. Looks at health do not count.</summary>
/// <param name="clock">Tells the time.</param>
public sealed class CallersAtWork(TimeProvider clock)
{
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(2);
    private long _last = long.MinValue;

    /// <summary>True when a caller asked something within the last two seconds.</summary>
    public bool Any => Volatile.Read(ref _last) is var last && last != long.MinValue && clock.GetElapsedTime(last) < Lately;

    /// <summary>A caller asks something.</summary>
    public void Note() => Volatile.Write(ref _last, clock.GetTimestamp());

    internal Task Pass(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments("/alive"))
            Note();
        return next(context);
    }
}
