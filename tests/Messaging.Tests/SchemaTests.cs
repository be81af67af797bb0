using System.Text;
using System.Text.Json;
using PovertyPlatform.MessagingTests.Probe;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.MessagingTests;

/// <summary>Events of older and newer makes are readable; what is no event of the queue is set aside.</summary>
[Collection(RunningStage.Name)]
public sealed class SchemaTests(RunningStage stage)
{
    [Fact]
    public async Task NewerEvent_UnknownFieldsAndEnumNames_AreAccepted()
    {
        var decided = Stage.Event(Guid.CreateVersion7(), 7);
        var body = $$"""
            {"eventId":"{{decided.EventId}}","occurredAt":"2026-11-24T01:02:03Z","subjectId":"{{decided.SubjectId}}","subjectVersion":7,"provinceCode":"15","communeCode":"04492",
             "level":"Extreme","note":"x","schemaMinor":4,"reasons":[{"code":"new"}],"shape":{"deep":[1,2] } }
            """;
        await stage.Send(RunningStage.Projection, Encoding.UTF8.GetBytes(body));
        await Eventually.Equals(0, () => Level(decided.SubjectId));
        Assert.Equal(7L, await Stage.Ask<long>(stage.ConsumerData, "select version from probe.newest where subject_id = $1", decided.SubjectId));
    }

    [Fact]
    public async Task OlderEvent_WithoutLaterFields_IsAccepted()
    {
        var decided = Stage.Event(Guid.CreateVersion7(), 3);
        var body = $$"""{"eventId":"{{decided.EventId}}","occurredAt":"2026-11-24T01:02:03Z","subjectId":"{{decided.SubjectId}}","subjectVersion":3,"provinceCode":"15","communeCode":"04492"}""";
        await stage.Send(RunningStage.Projection, Encoding.UTF8.GetBytes(body), contract: null);
        await Eventually.Equals(0, () => Level(decided.SubjectId));
    }

    [Theory]
    [InlineData("\"High\"", 2)]
    [InlineData("\"high\"", 2)]
    [InlineData("2", 2)]
    [InlineData("99", 99)]
    [InlineData("\"\"", 0)]
    public async Task EnumValue_IsReadByNameOrNumber(string json, int expected)
    {
        var decided = Stage.Event(Guid.CreateVersion7(), 1);
        var body = JsonSerializer.Serialize(decided, JsonSerializerOptions.Web).Replace("\"level\":1", $"\"level\":{json}", StringComparison.Ordinal);
        await stage.Send(RunningStage.Projection, Encoding.UTF8.GetBytes(body));
        await Eventually.Equals(expected, () => Level(decided.SubjectId));
    }

    [Theory]
    [InlineData("this is no JSON", "event:probe:thing-decided:v1", "JsonException")]
    [InlineData("{}", "event:probe:thing-decided:v1", "WrongContractException")]
    [InlineData("null", "event:probe:thing-decided:v1", "WrongContractException")]
    [InlineData("{\"eventId\":\"0199\"}", "event:probe:thing-decided:v1", "JsonException")]
    [InlineData("{\"eventId\":\"01999999-0000-7000-8000-000000000001\"}", "event:probe:thing-murmured:v1", "WrongContractException")]
    public async Task WhatIsNoEventOfTheQueue_GoesToTheErrorQueueWithoutDetail(string body, string contract, string reason)
    {
        await stage.Send(RunningStage.Projection, Encoding.UTF8.GetBytes(body), contract);
        var fault = await Eventually.Get(() => stage.Take($"{RunningStage.Projection}_error"), message => message is not null);
        Assert.Equal(body, Encoding.UTF8.GetString(fault!.Body.Span));
        var headers = fault.BasicProperties.Headers!.ToDictionary(pair => pair.Key, pair => pair.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : pair.Value);
        Assert.Equal(reason, headers["fault-type"]);
        Assert.DoesNotContain(headers.Values, value => value is string text && text.Contains(" at ", StringComparison.Ordinal));
    }

    private Task<int> Level(Guid subject) => Stage.Ask<int>(stage.ConsumerData, "select level from probe.newest where subject_id = $1 union all select -1 limit 1", subject);
}
