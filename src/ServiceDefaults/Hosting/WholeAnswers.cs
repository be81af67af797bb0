using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PovertyPlatform.ServiceDefaults.Hosting;

/// <summary>
/// Sends a JSON answer of ordinary size whole, with its length: one write here and one read at the gateway instead of chunks (docs/performance.md, R7a). And an answer
/// whose writing fails halfway becomes a clean refusal instead of half a document. Longer answers leave as they are written.
/// </summary>
internal sealed class WholeAnswers(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var wire = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var answer = new HeldAnswer(wire, context.Response);
        context.Features.Set<IHttpResponseBodyFeature>(answer);
        try
        {
            await next(context);
            await answer.Send();
        }
        finally
        {
            context.Features.Set(wire);
        }
    }
}
