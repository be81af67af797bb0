using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.TestKit.Asserting;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PovertyPlatform.SupportProgramServiceTests;

/// <summary>A queue bound to what this service tells, as a partner's would be.</summary>
internal sealed class BankQueue(IConnection connection, IChannel channel) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private readonly ConcurrentQueue<(IIntegrationEvent Event, string Body)> _heard = new();

    public static async Task<BankQueue> Open(string uri)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(uri) }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        var bank = new BankQueue(connection, channel);
        await bank.Listen<EligibilityGranted>();
        await bank.Listen<EligibilityWithdrawn>();
        return bank;
    }

    /// <summary>Events about a household, in order of arrival.</summary>
    public IReadOnlyList<IIntegrationEvent> About(Guid household) => [.. _heard.Select(heard => heard.Event).Where(message => HouseholdOf(message) == household)];

    /// <summary>Waits until so many events about the household have arrived.</summary>
    public Task<IReadOnlyList<IIntegrationEvent>> Hears(int count, Guid household) =>
        Eventually.Get(() => Task.FromResult(About(household)), heard => heard.Count >= count);

    /// <summary>The bytes of all events about a household.</summary>
    public string Bodies(Guid household) => string.Join('\n', _heard.Where(heard => HouseholdOf(heard.Event) == household).Select(heard => heard.Body));

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static Guid HouseholdOf(IIntegrationEvent message) =>
        message is EligibilityGranted granted ? granted.HouseholdId : ((EligibilityWithdrawn)message).HouseholdId;

    private async Task Listen<TEvent>()
        where TEvent : class, IIntegrationEvent
    {
        var exchange = EventContractAttribute.Of(typeof(TEvent)).Exchange;
        var queue = $"bank.{exchange}";
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync(queue, exchange, "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            _heard.Enqueue((JsonSerializer.Deserialize<TEvent>(delivery.Body.Span, Wire)!, System.Text.Encoding.UTF8.GetString(delivery.Body.Span)));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
    }
}
