using Microsoft.AspNetCore.Http;

namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>Lets one request read single records beside the caller's areas.</summary>
public static class RecordScope
{
    private static readonly object Key = new();

    /// <summary>From here on the request may read the records; a request that could change something gets none.</summary>
    /// <param name="context">The request, before anything asked for its areas.</param>
    /// <param name="area">Areas of the caller.</param>
    /// <param name="records">The records.</param>
    public static void SeeRecords(this HttpContext context, AreaScope area, IReadOnlyList<Guid> records)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            context.Items[Key] = area with { Records = records };
    }

    /// <summary>From here on the request knows which records lie in the caller's hamlets.</summary>
    /// <param name="context">The request, before anything asked for its areas.</param>
    /// <param name="area">Areas of the caller, with the hamlets as they are today.</param>
    /// <param name="held">Keys of the records.</param>
    public static void SeeHeld(this HttpContext context, AreaScope area, IReadOnlyList<Guid> held) => context.Items[Key] = (Of(context) ?? area) with { Hamlets = area.Hamlets, Held = held };

    internal static AreaScope? Of(HttpContext? context) => context?.Items[Key] as AreaScope;
}
