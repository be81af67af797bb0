using System.Buffers;
using Yarp.ReverseProxy.Transforms;

namespace PovertyPlatform.Gateway.Routing;

/// <summary>
/// Reads an answer of ordinary size to its end before the first byte goes on: one write to the client instead of one for every piece that the service's connection gave
/// (docs/performance.md, R7a), and a service that breaks off in the middle is an error the client is told of.
/// </summary>
internal static class SmallAnswers
{
    private const int Most = 64 * 1024;

    public static async ValueTask PassWhole(ResponseTransformContext context)
    {
        if (context.ProxyResponse is not { } answer || answer.Content.Headers.ContentLength is not (> 0 and <= Most and var length) || HttpMethods.IsHead(context.HttpContext.Request.Method))
            return;
        var buffer = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(context.CancellationToken);
            var count = await body.ReadAtLeastAsync(buffer.AsMemory(0, (int)length), (int)length, throwOnEndOfStream: false, context.CancellationToken);
            context.SuppressResponseBody = true;
            if (count > 0)
                await context.HttpContext.Response.BodyWriter.WriteAsync(buffer.AsMemory(0, count), context.CancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
