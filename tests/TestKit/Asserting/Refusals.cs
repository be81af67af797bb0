using System.Net;
using System.Text.Json;

namespace PovertyPlatform.TestKit.Asserting;

/// <summary>Reads refusals as a client would.</summary>
public static class Refusals
{
    /// <summary>The answer is a problem document with this status and code; returns it for further looks.</summary>
    /// <exception cref="InvalidOperationException">It is something else; the message holds the answer.</exception>
    public static async Task<JsonElement> ShouldBeRefused(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var body = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != status || response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            throw new InvalidOperationException($"Expected {(int)status} {code}, got {(int)response.StatusCode} {response.Content.Headers.ContentType}: {body}");
        var problem = JsonDocument.Parse(body).RootElement;
        var type = problem.GetProperty("type").GetString();
        if (type != $"urn:povertyplatform:problem:{code}")
            throw new InvalidOperationException($"Expected {code}, got {type}: {body}");
        if (string.IsNullOrWhiteSpace(problem.GetProperty("title").GetString()) || string.IsNullOrWhiteSpace(problem.GetProperty("detail").GetString()))
            throw new InvalidOperationException($"A refusal speaks Vietnamese and English: {body}");
        return problem;
    }

    /// <summary>The answer is a success, of whatever content.</summary>
    /// <exception cref="InvalidOperationException">It is not; the message holds the answer.</exception>
    public static async Task ShouldBeOkStatus(this HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"Expected success, got {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>The answer is a success; returns its JSON.</summary>
    /// <exception cref="InvalidOperationException">It is not; the message holds the answer.</exception>
    public static async Task<JsonElement> ShouldBeOk(this HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"Expected success, got {(int)response.StatusCode}: {body}");
        return body.Length == 0 ? default : JsonDocument.Parse(body).RootElement;
    }
}
