using k8s;
using k8s.Models;
using Xunit;

namespace MucService.Deploy.Tests;

/// <summary>The manifests, read strictly as the types that are made of the published schemas, and compared with one another.</summary>
public sealed class KubernetesTests
{
    private readonly List<object> _objects = KubernetesYaml.LoadAllFromString(Shell.Read("deploy/kubernetes/mucservice.yaml"), typeMap: null, strict: true);

    [Fact]
    public void A_field_that_no_schema_knows_is_noticed()
    {
        var wrong = Shell.Read("deploy/kubernetes/mucservice.yaml").Replace("replicas: 3", "replica: 3", StringComparison.Ordinal);

        Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(wrong, typeMap: null, strict: true));
    }

    [Fact]
    public void Everything_selects_the_pods_of_the_stateful_set()
    {
        var pods = Set.Spec.Template.Metadata.Labels;

        Assert.Equal(pods, Set.Spec.Selector.MatchLabels);
        Assert.Equal(pods, One<V1Service>().Spec.Selector);
        Assert.Equal(pods, One<V1PodDisruptionBudget>().Spec.Selector.MatchLabels);
        Assert.Equal("None", One<V1Service>().Spec.ClusterIP);
        Assert.True(One<V1Service>().Spec.PublishNotReadyAddresses);
        Assert.Equal(One<V1Service>().Metadata.Name, Set.Spec.ServiceName);
    }

    [Fact]
    public void Probes_ask_the_health_address_and_seeds_are_pods()
    {
        var container = Assert.Single(Set.Spec.Template.Spec.Containers);
        var settings = One<V1ConfigMap>().Data;
        var ports = container.Ports.ToDictionary(port => port.Name, port => port.ContainerPort);

        Assert.Equal("0.0.0.0:8080", settings["Muc__Health__Listen"]);
        Assert.Equal((8080, 4053), (ports["health"], ports["cluster"]));
        Assert.All([container.StartupProbe, container.LivenessProbe, container.ReadinessProbe], probe => Assert.Equal("health", probe.HttpGet.Port));
        Assert.Equal(
            Enumerable.Range(0, 3).Select(pod => $"{Set.Metadata.Name}-{pod}.{Set.Spec.ServiceName}:4053"),
            Enumerable.Range(0, 3).Select(seed => settings[$"Muc__Cluster__Seeds__{seed}"]));
        Assert.Equal($"$(POD_NAME).{Set.Spec.ServiceName}:4053", container.Env.Single(variable => variable.Name == "Muc__Cluster__Listen").Value);
        Assert.True(Set.Spec.Template.Spec.TerminationGracePeriodSeconds > 5);
    }

    [Fact]
    public void Nobody_but_the_nodes_reaches_the_port_of_the_cluster()
    {
        var policy = One<V1NetworkPolicy>().Spec;

        Assert.Equal(Set.Spec.Template.Metadata.Labels, policy.PodSelector.MatchLabels);
        Assert.Equal(["Ingress"], policy.PolicyTypes);
        var cluster = Assert.Single(policy.Ingress, rule => rule.Ports.Any(port => port.Port.Value == "cluster"));
        Assert.Equal(Set.Spec.Template.Metadata.Labels, Assert.Single(cluster.FromProperty).PodSelector.MatchLabels);
        Assert.Null(Assert.Single(policy.Ingress, rule => rule != cluster).FromProperty);
    }

    [Fact]
    public void A_node_has_the_time_that_it_needs_to_end_and_one_at_a_time_is_missed()
    {
        Assert.Equal(1, int.Parse(One<V1PodDisruptionBudget>().Spec.MaxUnavailable.Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(Set.Spec.Replicas > 2);
        Assert.True(Set.Spec.Template.Spec.TerminationGracePeriodSeconds > 5);
    }

    [Fact]
    public void Each_setting_is_one_of_the_README()
    {
        var container = Assert.Single(Set.Spec.Template.Spec.Containers);
        var keys = One<V1ConfigMap>().Data.Keys.Concat(container.Env.Select(variable => variable.Name)).Where(key => key.StartsWith("Muc__", StringComparison.Ordinal)).ToList();

        Assert.Equal(10, keys.Count);
        Assert.All(keys, Setting.IsInReadme);
    }

    [Fact]
    public void Its_secret_and_its_volumes_are_there()
    {
        var pod = Set.Spec.Template.Spec;
        var container = Assert.Single(pod.Containers);
        var created = Shell.Read("deploy/kubernetes/README.md");

        Assert.Equal(container.VolumeMounts.Select(mount => mount.Name).Order(), pod.Volumes.Select(volume => volume.Name).Order());
        Assert.Contains("--from-literal=component-secret=", created, StringComparison.Ordinal);
        Assert.Contains("--from-literal=connection-string=", created, StringComparison.Ordinal);
        Assert.Equal("connection-string", container.Env.Single(variable => variable.Name == "Muc__Storage__ConnectionString").ValueFrom.SecretKeyRef.Key);
        Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
    }

    private V1StatefulSet Set => One<V1StatefulSet>();

    private T One<T>() => Assert.Single(_objects.OfType<T>());
}
