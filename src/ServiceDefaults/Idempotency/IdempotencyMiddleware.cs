using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.ServiceDefaults.Idempotency;

/// <summary>
/// Runs an endpoint that carries <see cref="IdempotentEndpoint"/> in one transaction with its stored answer. Before the commit nothing has happened; after it the
/// answer is there for whoever asks again, even when the connection broke in between.
/// </summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next, TimeProvider clock, IEnumerable<ICommitObserver> observers)
{
    private const int LargestBody = 1024 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        var promise = context.GetEndpoint()?.Metadata.GetMetadata<IdempotentEndpoint>();
        var header = context.Request.Headers[IdempotencyExtensions.KeyHeader];
        if (promise is null || (header.Count == 0 && !promise.IsRequired))
        {
            await next(context);
            return;
        }

        var actor = Actor.From(context.User);
        if (IdempotencyKey.Read($"{actor.ClientId}/{actor.Id}", header) is not { } key)
            await Refusals.KeyUnusable.ExecuteAsync(context);
        else if (await Buffer(context.Request) is not { } body)
            await Refusals.BodyTooLarge.ExecuteAsync(context);
        else
            await Run(context, promise, key, HashOf(context.Request, body));
    }

    private async Task Run(HttpContext context, IdempotentEndpoint promise, IdempotencyKey key, byte[] requestHash)
    {
        var ct = context.RequestAborted;
        var db = context.RequestServices.GetRequiredService<ScopedContext>().Db;
        await using var transaction = await Begin(db, ct);
        var store = new AnswerStore((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction(), key);

        var (isEntered, kept) = await store.Enter(db.Area, clock.GetUtcNow(), ct);
        if (!isEntered)
            await Refusals.StillRunning.ExecuteAsync(context);
        else if (kept is null)
            await First(context, db, transaction, store, requestHash, promise);
        else if (!kept.RequestHash.AsSpan().SequenceEqual(requestHash))
            await Refusals.OtherRequest.ExecuteAsync(context);
        else
            await StoredAnswer.FromBytes(key.Open(kept.SealedAnswer)).Send(context.Response, ct);
    }

    /// <summary>The areas are told with the first statements, and the savepoint is set there: no round trip of their own.</summary>
    private static async Task<IDbContextTransaction> Begin(AreaBoundContext db, CancellationToken ct)
    {
        db.TellsAreasItself = true;
        try
        {
            return await db.Database.BeginTransactionAsync(ct);
        }
        finally
        {
            db.TellsAreasItself = false;
        }
    }

    private async Task First(HttpContext context, AreaBoundContext db, IDbContextTransaction transaction, AnswerStore store, byte[] requestHash, IdempotentEndpoint promise)
    {
        var ct = context.RequestAborted;
        var wire = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        db.SavepointAtBeginning = AnswerStore.Savepoint;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = wire;
            db.SavepointAtBeginning = null;
        }

        if (context.Response.StatusCode >= 500)
        {
            await transaction.RollbackAsync(CancellationToken.None);
        }
        else if (context.Response.StatusCode >= 300)
        {
            await transaction.CommitAsync(ct);
        }
        else
        {
            await store.KeepAndCommit(requestHash, StoredAnswer.Of(context.Response, answer.ToArray()).ToBytes(), clock.GetUtcNow(), promise.KeptFor, ct);
            foreach (var observer in observers)
                observer.Committed(db);
        }

        if (answer.Length == 0)
            return;
        answer.Position = 0;
        context.Response.ContentLength = answer.Length;
        await answer.CopyToAsync(wire, ct);
    }

    private static async Task<MemoryStream?> Buffer(HttpRequest request)
    {
        if (request.ContentLength > LargestBody)
            return null;
        var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0;)
        {
            if (body.Length + read > LargestBody)
                return null;
            body.Write(chunk, 0, read);
        }

        body.Position = 0;
        request.Body = body;
        return body;
    }

    private static byte[] HashOf(HttpRequest request, MemoryStream body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.PathBase}{request.Path}{request.QueryString}\n"));
        hash.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));
        return hash.GetHashAndReset();
    }

    private static class Refusals
    {
        public static readonly Refusal KeyUnusable = Refusal.Invalid(new FieldFault(IdempotencyExtensions.KeyHeader,
            $"Gửi một khóa riêng cho yêu cầu này, từ {IdempotencyKey.Shortest} đến {IdempotencyKey.Longest} ký tự ASCII không có khoảng trắng, tốt nhất là UUID ngẫu nhiên.",
            $"Send one key of your own for this request, {IdempotencyKey.Shortest} to {IdempotencyKey.Longest} ASCII characters without blanks, best a random UUID."));

        public static readonly Refusal BodyTooLarge = new(413, "too-large", "Dữ liệu gửi lên quá lớn.", "The request is larger than allowed.");

        public static readonly Refusal StillRunning = Refusal.Conflict("request-in-flight", "Yêu cầu cùng khóa này đang được xử lý; hãy thử lại sau giây lát.",
            "A request with this key is still running; try again in a moment.") with
        { RetryAfterSeconds = 2 };

        public static readonly Refusal OtherRequest = Refusal.Rule("key-reused", "Khóa này đã dùng cho một yêu cầu khác; hãy dùng khóa mới.",
            "This key was used for another request; use a new one.");
    }
}
