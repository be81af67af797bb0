using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PovertyPlatform.Dev.Demo.Access;

/// <summary>One officer or bank at the gateway. Answers that are no success stop the demo with what the service said.</summary>
internal sealed class Caller(HttpClient gateway, ITokenSource tokens)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>W3C trace context under which this caller writes, so that one trace holds a whole story; what is only read would hide it.</summary>
    public string? Traceparent { get; set; }

    /// <summary>Tokens for the registry, which a partner sends beside its own when it asks who stands for a household.</summary>
    public ITokenSource? AtRegistry { get; init; }

    public async Task<T> Get<T>(string path, CancellationToken ct)
    {
        using var answer = await Send(new(HttpMethod.Get, path), ct);
        return await Body<T>(answer, ct);
    }

    /// <summary>What is read together with its version, as changing it needs it.</summary>
    public async Task<(T Body, long Version)> GetTagged<T>(string path, CancellationToken ct)
    {
        using var answer = await Send(new(HttpMethod.Get, path), ct);
        var body = await Body<T>(answer, ct);
        return (body, long.Parse(answer.Headers.ETag?.Tag.Trim('"') ?? throw new DemoFailure($"{path} has no version."), CultureInfo.InvariantCulture));
    }

    /// <summary>Whether something can be read at all.</summary>
    public async Task<int> Status(string path, CancellationToken ct)
    {
        using var answer = await Send(new(HttpMethod.Get, path), ct);
        return (int)answer.StatusCode;
    }

    /// <summary>A page whose place to go on stands in the headers.</summary>
    public async Task<(T Body, string Next, bool HasMore)> GetFeed<T>(string path, CancellationToken ct)
    {
        using var answer = await Send(new(HttpMethod.Get, path), ct);
        var body = await Body<T>(answer, ct);
        return (body, answer.Headers.GetValues("Feed-Next").First(), answer.Headers.GetValues("Feed-More").First() == "true");
    }

    public async Task<byte[]> Download(string path, CancellationToken ct)
    {
        using var answer = await Send(new(HttpMethod.Get, path), ct);
        await Refuse(answer, ct);
        return await answer.Content.ReadAsByteArrayAsync(ct);
    }

    public async Task<T> Post<T>(string path, object? body, CancellationToken ct, long? ifVersion = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (ifVersion is { } version)
            request.Headers.Add("If-Match", $"\"{version}\"");
        using var answer = await Send(request, ct);
        return await Body<T>(answer, ct);
    }

    public async Task Put(string path, object body, CancellationToken ct)
    {
        using var answer = await Send(new(HttpMethod.Put, path) { Content = JsonContent.Create(body) }, ct);
        await Refuse(answer, ct);
    }

    public async Task Delete(string path, CancellationToken ct)
    {
        using var answer = await Send(new(HttpMethod.Delete, path), ct);
        if (answer.StatusCode != HttpStatusCode.NotFound)
            await Refuse(answer, ct);
    }

    /// <summary>Asks for a file with a body: what people are shown in clear for is never in an address.</summary>
    public async Task<byte[]> Download(string path, object body, CancellationToken ct)
    {
        using var answer = await Send(new(HttpMethod.Post, path) { Content = JsonContent.Create(body) }, ct);
        await Refuse(answer, ct);
        return await answer.Content.ReadAsByteArrayAsync(ct);
    }

    public async Task<T> Replace<T>(string path, object body, CancellationToken ct)
    {
        using var answer = await Send(new(HttpMethod.Put, path) { Content = JsonContent.Create(body) }, ct);
        return await Body<T>(answer, ct);
    }

    public async Task<T> Upload<T>(string path, string name, byte[] content, CancellationToken ct)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content) { Headers = { ContentType = new("application/octet-stream") } }, "file", name } };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        using var answer = await Send(request, ct);
        return await Body<T>(answer, ct);
    }

    public async Task<T> Upload<T>(string path, string file, CancellationToken ct)
    {
        await using var content = File.OpenRead(file);
        using var form = new MultipartFormDataContent
        {
            { new StreamContent(content) { Headers = { ContentType = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") } }, "file", Path.GetFileName(file) },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        using var answer = await Send(request, ct);
        return await Body<T>(answer, ct);
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken ct)
    {
        request.Headers.Authorization = await tokens.Get(ct);
        if (AtRegistry is not null)
            request.Headers.Add("Registry-Authorization", (await AtRegistry.Get(ct)).ToString());
        if (request.Method != HttpMethod.Get)
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (Traceparent is not null && request.Method != HttpMethod.Get)
            request.Headers.Add("traceparent", Traceparent);
        return await gateway.SendAsync(request, ct);
    }

    private static async Task<T> Body<T>(HttpResponseMessage answer, CancellationToken ct)
    {
        await Refuse(answer, ct);
        return await answer.Content.ReadFromJsonAsync<T>(Json, ct) ?? throw new DemoFailure($"{answer.RequestMessage!.RequestUri!.AbsolutePath} answered nothing.");
    }

    private static async Task Refuse(HttpResponseMessage answer, CancellationToken ct)
    {
        if (!answer.IsSuccessStatusCode)
            throw new DemoFailure($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.AbsolutePath}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}");
    }
}
