import { physicalName } from "../physical-name.ts";
import { allow, allowOutside, functionsGroup, securityGroup } from "./network.ts";

const image = aws.ssm.getParameterOutput({
  name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
});

/** Makes Linux forward packets in its own name, once its subnet has the route to the internet: https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html */
const startForwarding = `#!/bin/bash
until dnf install -y iptables-services; do sleep 2; done
echo net.ipv4.ip_forward=1 > /etc/sysctl.d/90-nat.conf
sysctl --system
iptables -t nat -A POSTROUTING -o "$(ip route show default | awk '{print $5; exit}')" -j MASQUERADE
iptables -F FORWARD
service iptables save
systemctl enable --now iptables
`;

let group: aws.ec2.SecurityGroup | undefined;

/**
 * The smallest instance that AWS has, as a NAT in one subnet. Nobody logs in to it: a deploy that replaces it takes a new image.
 * @returns the id of its network interface, to which routes lead
 */
export function natInstance(name: string, subnet: aws.ec2.Subnet): $util.Output<string> {
  group ??= natGroup();
  const instance = new aws.ec2.Instance(
    name,
    {
      ami: image.value,
      instanceType: "t4g.nano",
      subnetId: subnet.id,
      vpcSecurityGroupIds: [group.id],
      associatePublicIpAddress: true,
      sourceDestCheck: false,
      creditSpecification: { cpuCredits: "standard" },
      metadataOptions: { httpTokens: "required" },
      rootBlockDevice: { volumeType: "gp3", volumeSize: 8, encrypted: true },
      userData: startForwarding,
      tags: { Name: physicalName(name) },
    },
    // A new image would otherwise replace it in the middle of a deploy.
    { ignoreChanges: ["ami"] },
  );
  return instance.primaryNetworkInterfaceId;
}

function natGroup(): aws.ec2.SecurityGroup {
  const created = securityGroup("NatGroup", "NAT instances");
  allow("FunctionsToNat", { from: functionsGroup, to: created, port: 443 });
  allowOutside("NatToOutside", created);
  return created;
}
